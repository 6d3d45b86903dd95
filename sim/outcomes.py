"""What is measured each month: name, unit, definition and Chinese term of every metric.

Stocks stand at the month's end, flows happened during the month. Every metric of persons is given for all and
by every grouping of persons and of their employers; metrics of employers by groupings of employers alone.
"""

from __future__ import annotations

from sim.declare import Outcome

METRICS = (
    Outcome("labour_force", "persons", "stock", "in work, in training, or out of work and looking", "劳动力"),
    Outcome("employed", "persons", "stock", "in work of any kind", "就业人员"),
    Outcome("employed_unsubsidised", "persons", "stock", "in work for which no lever pays", "无补贴就业人员"),
    Outcome("private_employment", "persons", "stock", "in work at private firms and getihu", "私营个体就业人员"),
    Outcome("self_employed", "persons", "stock", "owners of individual businesses", "自谋职业人员"),
    Outcome("flexible", "persons", "stock", "in unfixed work without an employer", "灵活就业人员"),
    Outcome("public_post", "persons", "stock", "in public-interest posts", "公益性岗位人员"),
    Outcome("in_training", "persons", "stock", "in a course, without work", "参加培训人员"),
    Outcome("unemployed", "persons", "stock", "out of work and looking", "失业人员"),
    Outcome("discouraged", "persons", "stock", "out of work and no longer looking", "放弃求职人员"),
    Outcome("away", "persons", "stock", "at work outside the county", "外出务工人员"),
    Outcome("retired", "persons", "stock", "reached the retirement age", "退休人员"),
    Outcome("in_centre", "persons", "stock", "members of a reemployment centre", "进入再就业服务中心人员"),
    Outcome("registered", "persons", "stock", "registered as unemployed", "登记失业人员"),
    Outcome("drawing_insurance", "persons", "stock", "paid unemployment benefit this month", "领取失业保险金人员"),
    Outcome("drawing_dibao", "persons", "stock", "paid dibao this month", "低保对象"),
    Outcome("survey_unemployed", "persons", "stock", "as a labour force survey finds them: not at work, "
            "looked for work this month or lost it, and could start; registered or not", "调查失业人员"),
    Outcome("long_term_unemployed", "persons", "stock", "out of work for 12 chances to search or more", "长期失业人员"),
    Outcome("searchers", "persons", "flow", "could search this month, those in work included", "求职者"),
    Outcome("laid_off", "persons", "flow", "lost work because the employer wanted fewer people or closed", "下岗人员"),
    Outcome("separations", "persons", "flow", "left work for any reason, moves from job to job included", "离职人员"),
    Outcome("quits", "persons", "flow", "left work of their own accord, moves from job to job included", "辞职人员"),
    Outcome("hires", "persons", "flow", "took a job", "新招用人员"),
    Outcome("reemployed", "persons", "flow", "took a job out of unemployment", "再就业人员"),
    Outcome("reemployed_unsubsidised", "persons", "flow", "of these, in a job without subsidy", "无补贴再就业人员"),
    Outcome("applications", "applications", "flow", "sent to openings", "求职申请"),
    Outcome("interviews", "interviews", "flow", "applicants invited", "面试"),
    Outcome("offers", "offers", "flow", "made by openings", "录用通知"),
    Outcome("register_exits_to_work", "persons", "flow", "left the register for work", "登记失业转就业"),
    Outcome("register_exits_other", "persons", "flow", "left the register for another reason", "其他退出登记"),
    Outcome("started_business", "persons", "flow", "opened a business of their own", "自主创业人员"),
    Outcome("closed_firms", "firms", "flow", "employers that closed", "歇业单位"),
    Outcome("new_firms", "firms", "flow", "employers that opened", "新开业单位"),
    Outcome("mean_wage", "fen/month", "level", "mean pay of all employees", "平均工资"),
    Outcome("hiring_wage", "fen/month", "level", "mean pay of those hired this month", "招用工资"),
    Outcome("household_income_below_dibao", "persons", "level", "in the labour force, household income below the "
            "dibao line after benefits; 0 without a line", "家庭收入低于低保标准人员"),
    Outcome("vacancies", "openings", "flow", "posted this month", "岗位空缺"),
    Outcome("listed_openings", "openings", "flow", "of these, listed with the public service", "公共服务登记岗位"),
    Outcome("jobs_created", "jobs", "flow", "growth of the staff of growing employers", "新增岗位"),
    Outcome("jobs_destroyed", "jobs", "flow", "fall of the staff of shrinking employers", "减少岗位"),
    Outcome("openings_per_searcher", "ratio", "level", "openings posted per searcher", "求人倍率(全部求职者)"),
    Outcome("applications_per_opening", "ratio", "level", "applications per opening posted", "每岗位求职申请"),
)  # fmt: skip
EMPLOYER_METRICS = frozenset(
    ("vacancies", "listed_openings", "jobs_created", "jobs_destroyed", "closed_firms", "new_firms")
)
COUNTY_METRICS = frozenset(("openings_per_searcher", "applications_per_opening"))
