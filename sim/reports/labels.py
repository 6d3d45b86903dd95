"""What things are called: an English word and the official Chinese term beside it."""

from __future__ import annotations

METRICS = {
    "labour_force": ("labour force", "劳动力"),
    "employed": ("employed", "就业"),
    "unemployed": ("unemployed", "失业"),
    "long_term_unemployed": ("over a year", "长期失业"),
    "registered": ("registered", "登记失业"),
    "survey_unemployed": ("unemployed by survey", "调查失业"),
    "discouraged": ("given up searching", "放弃求职"),
    "drawing_insurance": ("drawing benefit", "领取失业保险金"),
    "drawing_dibao": ("drawing dibao", "低保"),
    "in_centre": ("in a reemployment centre", "再就业服务中心"),
    "in_training": ("in training", "培训"),
    "public_post": ("in public posts", "公益性岗位"),
    "reemployed": ("re-employed", "再就业"),
    "hires": ("hires", "招用"),
    "separations": ("separations", "离职"),
    "laid_off": ("laid off", "下岗裁员"),
    "mean_wage": ("mean wage, yuan", "平均工资,元"),
    "vacancies": ("openings", "岗位"),
}

FUNDS = {
    "unemployment_insurance_fund": ("insurance fund", "失业保险基金"),
    "pension_pool": ("pension pool", "养老保险基金"),
    "medical_pool": ("medical pool", "医疗保险基金"),
    "dibao_line": ("dibao line", "低保专户"),
    "guarantee_fund": ("guarantee fund", "担保基金"),
}

LEVELS = {
    "centre": ("centre", "中央"),
    "province": ("province", "省"),
    "city": ("city", "市"),
    "county": ("county", "县"),
    "insurance_fund": ("insurance funds", "社会保险基金"),
    "guarantee_fund": ("guarantee fund", "担保基金"),
    "all": ("all", "合计"),
}
SIDES = {
    "cash paid": ("cash paid", "现金支出"),
    "cash received": ("cash received", "现金收入"),
    "tax_forgone paid": ("tax forgone", "减免税费"),
    "contingent paid": ("liabilities, not cash", "或有负债"),
    "gross": ("gross cost", "总成本"),
    "net": ("net cost", "净成本"),
}

FEN_PER_WAN = 1_000_000  # 1 万元 = 10,000 yuan

# Money that leaves public hands: cash paid by a public holder to anybody who is not one.
PUBLIC_LEVELS = ("centre", "province", "city", "county", "insurance_fund", "guarantee_fund")
PUBLIC_MONEY = f"""
    kind = 'cash' AND level IN {PUBLIC_LEVELS}
    AND payee NOT IN (SELECT account FROM balances WHERE level IN {PUBLIC_LEVELS})
"""


def fund_label(fund: str) -> tuple[str, str]:
    """Return what a fund is called; an unknown one keeps its name in both languages."""
    plain = fund.replace("_", " ")
    return FUNDS.get(fund, (plain, plain))


def level_label(item: str) -> tuple[str, str]:
    """Return what `county cash paid` and its like are called."""
    level, _, side = item.partition(" ")
    names, sides = LEVELS.get(level, (level, level)), SIDES.get(side, (side, side))
    return f"{names[0]}: {sides[0]}", f"{names[1]}{sides[1]}"
