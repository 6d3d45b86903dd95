"""The small vocabularies of the model: who people are, what they do, where they work.

Each code has an English name (its lower-case form stands in files and tables) and its Chinese term.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache

import numpy as np
import numpy.typing as npt


class Code(IntEnum):
    """A whole number with an English name and a Chinese term."""

    term: str

    def __new__(cls, number: int, term: str) -> Code:
        """Make a member from its number and its Chinese term."""
        member = int.__new__(cls, number)
        member._value_ = number
        member.term = term
        return member

    @property
    def label(self) -> str:
        """Return the name as it stands in files and tables."""
        return self.name.lower()

    @classmethod
    def labels(cls) -> tuple[str, ...]:
        """Return all names in the order of their numbers."""
        return tuple(member.label for member in cls)


class Sex(Code):
    """Sex of a worker."""

    MAN = 0, "男"
    WOMAN = 1, "女"


class AgeBand(Code):
    """Age in completed years; the borders at 40 and 50 are those of the "4050" rule."""

    AGE_16_29 = 0, "16-29岁"
    AGE_30_39 = 1, "30-39岁"
    AGE_40_49 = 2, "40-49岁"
    AGE_50_PLUS = 3, "50岁及以上"


class SexAge(Code):
    """Sex and age band together, so that shares of the two can be met at once."""

    MEN_16_29 = 0, "男16-29岁"
    MEN_30_39 = 1, "男30-39岁"
    MEN_40_49 = 2, "男40-49岁"
    MEN_50_PLUS = 3, "男50岁及以上"
    WOMEN_16_29 = 4, "女16-29岁"
    WOMEN_30_39 = 5, "女30-39岁"
    WOMEN_40_49 = 6, "女40-49岁"
    WOMEN_50_PLUS = 7, "女50岁及以上"


class Schooling(Code):
    """Highest schooling completed."""

    PRIMARY = 0, "小学及以下"
    JUNIOR = 1, "初中"
    SENIOR = 2, "高中"
    COLLEGE = 3, "大专及以上"


class Origin(Code):
    """Where a worker comes from."""

    SOE = 0, "国有企业"
    COLLECTIVE = 1, "集体企业"
    PRIVATE = 2, "私营个体"
    ENTRANT = 3, "新生劳动力"
    RURAL = 4, "农村劳动力"


class Trade(Code):
    """What a worker has learned and what an opening asks for."""

    GENERAL = 0, "普工"
    FOOD = 1, "食品加工"
    TEXTILES = 2, "纺织"
    MACHINERY = 3, "机械"
    BUILDING = 4, "建筑运输"
    COMMERCE = 5, "商贸"
    SERVICES = 6, "餐饮服务"
    OFFICE = 7, "文秘技术"


class Channel(Code):
    """How a seeker hears of an opening."""

    SERVICE = 0, "公共就业服务"
    DESK = 1, "社区平台"
    NETWORK = 2, "亲友介绍"
    AGENCY = 3, "职业中介"
    ADVERTISEMENT = 4, "公开招聘"


class Sector(Code):
    """What an employer produces."""

    VEGETABLES = 0, "蔬菜"
    LIVESTOCK = 1, "畜牧"
    COTTON_TEXTILES = 2, "棉纺织"
    OTHER_INDUSTRY = 3, "其他工业"
    CONSTRUCTION_TRANSPORT = 4, "建筑运输"
    TRADE = 5, "商贸"
    CATERING = 6, "餐饮"
    COMMUNITY_SERVICES = 7, "社区服务"
    PUBLIC = 8, "公共部门"


class Ownership(Code):
    """Whose employer it is."""

    STATE = 0, "国有"
    COLLECTIVE = 1, "集体"
    PRIVATE = 2, "私营"
    GETIHU = 3, "个体工商户"
    FOREIGN = 4, "外商投资"
    LABOUR_SERVICE = 5, "劳动就业服务企业"


class Area(Code):
    """The four of the six areas of job creation (非、三、小、密) that are kinds of employers; the same may be several.

    The other two are what people do: flexible work (多) and work outside the county (外).
    """

    NON_PUBLIC = 0, "非公有制经济"
    TERTIARY = 1, "第三产业"
    SMALL_AND_MEDIUM = 2, "中小企业"
    LABOUR_INTENSIVE = 3, "劳动密集型产业"


class FirmAge(Code):
    """Year of life in which an employer is."""

    YEAR_1 = 0, "第一年"
    YEAR_2 = 1, "第二年"
    YEAR_3 = 2, "第三年"
    YEARS_4_TO_7 = 3, "第四至七年"
    LATER = 4, "七年以上"


class CalendarMonth(Code):
    """A month of the year."""

    JANUARY = 0, "一月"
    FEBRUARY = 1, "二月"
    MARCH = 2, "三月"
    APRIL = 3, "四月"
    MAY = 4, "五月"
    JUNE = 5, "六月"
    JULY = 6, "七月"
    AUGUST = 7, "八月"
    SEPTEMBER = 8, "九月"
    OCTOBER = 9, "十月"
    NOVEMBER = 10, "十一月"
    DECEMBER = 11, "十二月"


class Condition(Code):
    """How far the production of a state enterprise has come to a standstill."""

    RUNNING = 0, "正常"
    HALF_STOPPED = 1, "半停产"
    STOPPED = 2, "停产"
    BANKRUPT = 3, "破产"


class JobForm(Code):
    """In what form somebody is employed."""

    NONE = 0, "无"
    REGULAR = 1, "正式工"
    TEMPORARY = 2, "临时工"
    LABOUR_SERVICE = 3, "劳务工"
    HOURLY = 4, "小时工"
    SEASONAL = 5, "季节工"
    CONTRACT = 6, "固定期限合同工"

    @classmethod
    def offered(cls) -> tuple[str, ...]:
        """Return the names of the forms that a job may have."""
        return cls.labels()[1:]


class LoanState(Code):
    """What has become of a loan."""

    RUNNING = 0, "正常"
    REPAID = 1, "还清"
    CALLED = 2, "逾期待代偿"
    COMPENSATED = 3, "已代偿"


class Activity(Code):
    """What a worker does, exactly one at a time."""

    EMPLOYED = 0, "受雇"
    SELF_EMPLOYED = 1, "自谋职业"
    FLEXIBLE = 2, "灵活就业"
    PUBLIC_POST = 3, "公益性岗位"
    IN_TRAINING = 4, "培训"
    UNEMPLOYED = 5, "失业"
    DISCOURAGED = 6, "放弃求职"
    AWAY = 7, "外出务工"
    RETIRED = 8, "退休"
    NOT_ARRIVED = 9, "未到"


@cache
def is_one_of(*activities: Activity) -> npt.NDArray[np.bool_]:
    """Return a table by activity, made once, so that `is_one_of(...)[workers.activity]` tells who does one of these."""
    table = np.zeros(len(Activity), np.bool_)
    table[list(activities)] = True
    return table


class SpellBand(Code):
    """How long the present spell out of work has lasted, in chances to search."""

    UNDER_6_MONTHS = 0, "不满6个月"
    FROM_6_TO_12_MONTHS = 1, "6-12个月"
    FROM_12_TO_24_MONTHS = 2, "12-24个月"
    OVER_24_MONTHS = 3, "24个月以上"


MAIN_TRADE = {
    Sector.VEGETABLES: Trade.FOOD,
    Sector.LIVESTOCK: Trade.FOOD,
    Sector.COTTON_TEXTILES: Trade.TEXTILES,
    Sector.OTHER_INDUSTRY: Trade.MACHINERY,
    Sector.CONSTRUCTION_TRANSPORT: Trade.BUILDING,
    Sector.TRADE: Trade.COMMERCE,
    Sector.CATERING: Trade.SERVICES,
    Sector.COMMUNITY_SERVICES: Trade.SERVICES,
    Sector.PUBLIC: Trade.OFFICE,
}
