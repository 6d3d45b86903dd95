"""Workers: everybody who works or could work, and the few ways in which a life may change."""

from __future__ import annotations

import mesa
import numpy as np

from sim.agents.history import History
from sim.agents.idle import Idle
from sim.agents.supported import Supported
from sim.codes import Activity, JobForm, Origin, Schooling, Sex, Trade, is_one_of
from sim.declare import NOBODY, Flag, Int8, Int16, Int32, Int64, Real, Real32, column
from sim.kernels.jobs import Past, Posts, Spells, begin_spell, leave_posts, take_posts
from sim.kernels.standing import is_below
from sim.kernels.weighing import Beliefs, learn, practise

NEVER = 1_000_000  # later than any month
WITHOUT_WORK = is_one_of(Activity.UNEMPLOYED, Activity.DISCOURAGED, Activity.IN_TRAINING)
WITHOUT_EMPLOYER = WITHOUT_WORK | is_one_of(Activity.FLEXIBLE, Activity.AWAY, Activity.PUBLIC_POST)


class Workers(Supported):
    """One row a person. Rows are never reused or reordered: a row is a person and the key to that person's luck."""

    # who they are
    sex: Int8 = column("code", "sex", codes=Sex)
    birth: Int32 = column("month", "month of birth, counted from year 0")
    schooling: Int8 = column("code", "highest schooling completed", codes=Schooling)
    origin: Int8 = column("code", "where the worker comes from", codes=Origin)
    first_trade: Int8 = column("code", "the trade learned first", codes=Trade)
    trade: Int8 = column("code", "the trade that the person follows now", codes=Trade)
    town: Int8 = column("town", "home town, as a row of the town list")
    relatives: Flag = column("yes/no", "has relatives in town who hear of openings that are not advertised")
    party: Flag = column("yes/no", "party member")
    family_size: Int8 = column("persons", "persons in the household", 1)
    skill: Real32 = column("0 to 1", "skill in the trade", 1)
    output: Real32 = column("relative", "output that employers expect of this person", 1)
    personal_pay: Real32 = column("ratio", "pay relative to others at the same employer", 1)
    retires: Int32 = column("month", "month in which the person reaches the retirement age", NEVER)
    attitude: Real32 = column(
        "0 to 1", "share of full effort that this person makes by nature; low: waits, relies, asks", 1
    )
    visit_cost: Int64 = column("fen/month", "what a visit to an office costs this person")
    family_income: Int64 = column("fen/month", "income of the other members of the household")
    # what they do
    activity: Int8 = column("code", "what the person does, exactly one at a time", Activity.NOT_ARRIVED, codes=Activity)
    spell_start: Int32 = column("month", "month in which the present activity or job began")
    jobless_since: Int32 = column(
        "month", "month in which the last work of any kind ended, whatever the person did without work since"
    )
    employer: Int32 = column("row of employers", "who employs this person or is owned by them; -1: nobody", NOBODY)
    wage: Int64 = column("fen/month", "pay of the present job; 0 out of work")
    form: Int8 = column("code", "in what form the person is employed", codes=JobForm)
    job_ends: Int32 = column("month", "month in which the term of the present job runs out; 0: without end")
    first_wage: Int64 = column("fen/month", "pay when the present job began; 0 out of work")
    expected_pay: Int64 = column(
        "fen/month", "what the person believes that work pays them: the pay of the last job, then what offers teach"
    )
    chance: Real32 = column("share/month", "what the person believes is the chance to find work in a month of search")
    left_by_choice: Flag = column("yes/no", "left the last job of their own accord")
    earnings: Int64 = column("fen/month", "what odd jobs brought this month, or work away sent home; 0 else")
    earnings_seen: Int64 = column("fen/month", "of this, what offices know of")
    course: Int32 = column("row of courses", "the last course taken; -1: none", NOBODY)
    course_months_left: Int16 = column("months", "months left of the present course")
    certificate: Flag = column("yes/no", "holds a certificate of the trade followed")
    # statuses, apart from the activity
    registered: Flag = column("yes/no", "registered as unemployed with the labour bureau")
    registered_since: Int32 = column("month", "month of the present registration")
    insured_months: Int16 = column("months", "contributions to unemployment insurance not yet drawn on")
    insurance_months_left: Int16 = column("months", "months of unemployment benefit left")
    cash: Int64 = column("fen", "the household's purse; written by the ledger only")

    def __init__(self, model: mesa.Model, size: int) -> None:
        """Make a table of people, none of whom has arrived yet."""
        super().__init__(model, size)
        self.history: History | None = None
        self.moves = np.zeros((len(Activity), len(Activity)), np.int64)  # this month, from activity to activity
        self._idle = Idle(WITHOUT_EMPLOYER)
        self._worth: tuple[int, Flag] | None = None

    def open_month(self) -> None:
        """A month begins: nobody has moved yet."""
        self.moves[:] = 0
        self.note_hanging()

    def poorer_than(self, line: int) -> Int64:
        """Return the rows of those whose household has less than so many fen a head this month."""
        return self._below(line, self.earnings)

    def known_poorer_than(self, line: int) -> Int64:
        """Return the same as offices know it: of odd jobs they know a part, of work far away nothing."""
        return self._below(line, self.earnings_seen)

    def _below(self, line: int, earned: Int64) -> Int64:
        below = np.empty(self.size, np.bool_)
        pay = (self.wage, self.expected_pay, earned, self.support, self.family_income)
        is_below(self.activity, pay, self.family_size, line, below)
        return np.flatnonzero(below)

    def doing(self, activity: Activity) -> Flag:
        """Tell who does this now; against a plain int8, which is ten times faster than against an enumeration."""
        return self.activity == np.int8(activity)

    def since_before(self, activities: tuple[Activity, ...], month: int) -> Int64:
        """Return the rows of all who do one of these things, none at an employer, since before this month."""
        return self._idle.since_before(month, activities, self.activity, self.spell_start)

    def finds_worth(self, gain: int) -> Flag:
        """Tell for whom a visit to an office costs less than it gains; what it costs a person never changes."""
        if self._worth is None or self._worth[0] != gain:
            self._worth = gain, self.visit_cost < gain
        return self._worth[1]

    def arrive(self, who: Int64, month: int) -> None:
        """School leavers and rural arrivals come and look for work."""
        self._begin(who, Activity.UNEMPLOYED, month)

    def take_job(self, who: Int64, employer: Int64, pay: Int64, month: int) -> None:
        """People begin to work for an employer at a wage; a registration ends."""
        self._close(who, month)
        if self.history is not None:
            self.deregister(who, month, "work")
        past = Past(self.expected_pay, self.registered, self.centre, self.centre_months_left, self.left_by_choice)
        take_posts(who, employer, pay, self._posts(), past)
        self.end_support(who)
        self._begin(who, Activity.EMPLOYED, month)

    def open_shop(self, who: Int64, shop: Int64, month: int) -> None:
        """People begin to work in a shop of their own; a registration ends."""
        self._leave(who, month)
        self.deregister(who, month, "work")
        self.leave_centre(who)
        self.employer[who], self.left_by_choice[who] = shop, False
        self._begin(who, Activity.SELF_EMPLOYED, month)

    def raise_pay(self, who: Int64, pay: Int64) -> None:
        """Some employees are paid more in the job that they have."""
        self.wage[who] = pay

    def sign(self, who: Int64, form: Int8, ends: Int64) -> None:
        """People sign for jobs of a form (n,) that end in a month (n,); 0: without end."""
        self.form[who], self.job_ends[who] = form, ends

    def leave_job(self, who: Int64, month: int, by_choice: bool) -> None:
        """People lose or leave their work and will look for other work from the next month."""
        self._leave(who, month)
        self.left_by_choice[who] = by_choice
        self._begin(who, Activity.UNEMPLOYED, month)

    def stop_looking(self, who: Int64, month: int) -> None:
        """Jobless people give up; a registration lapses."""
        self._close(who, month)
        self.deregister(who, month, "lapsed")
        self._begin(who, Activity.DISCOURAGED, month)

    def look_again(self, who: Int64, month: int) -> None:
        """People who did not look for work, or had odd jobs, begin to look with all their effort."""
        self._close(who, month)
        self._begin(who, Activity.UNEMPLOYED, month)

    def do_odd_jobs(self, who: Int64, month: int) -> None:
        """People turn to odd jobs; they look for a job beside them, and nobody strikes them off the register."""
        self._close(who, month)
        self._begin(who, Activity.FLEXIBLE, month)

    def take_post(self, who: Int64, pay: Int64, month: int) -> None:
        """Jobless people begin to work in a public-interest post; a registration ends, and a place in a centre."""
        self._close(who, month)
        self.deregister(who, month, "work")
        self.leave_centre(who)
        self.first_wage[who], self.left_by_choice[who] = pay, False
        self._begin(who, Activity.PUBLIC_POST, month)

    def go_away(self, who: Int64, month: int) -> None:
        """People leave for work outside the county; a registration lapses, and a place in a centre."""
        self._close(who, month)
        self.deregister(who, month, "lapsed")
        self.leave_centre(who)
        self._begin(who, Activity.AWAY, month)

    def come_home(self, who: Int64, month: int) -> None:
        """People come back to the county and look for work there."""
        self._close(who, month)
        self._begin(who, Activity.UNEMPLOYED, month)

    def enrol(self, who: Int64, course: Int64, months: Int16, month: int) -> None:
        """People begin a course, and do not look for work meanwhile; a registration goes on."""
        self._close(who, month)
        self.course[who], self.course_months_left[who] = course, months
        self._begin(who, Activity.IN_TRAINING, month)

    def finish_course(self, who: Int64, trade: Int8, passed: Flag, month: int) -> None:
        """People leave a course with its trade, a certificate if they passed, and look for work."""
        self._close(who, month)
        self.course_months_left[who] = 0
        self.end_course(who, passed, month)
        self.certificate[who] = passed | (self.certificate[who] & (self.trade[who] == trade))
        self.trade[who] = trade
        self._begin(who, Activity.UNEMPLOYED, month)

    def earn(self, who: Int64, fen: Int64, seen: Int64 | int) -> None:
        """Note what people without an employer live on this month."""
        self.earnings[who], self.earnings_seen[who] = fen, seen

    def retire(self, who: Int64, month: int) -> None:
        """People reach the retirement age."""
        self.retires[who] = NEVER
        self._leave(who, month)
        self.deregister(who, month, "retired")
        self.leave_centre(who)
        self._begin(who, Activity.RETIRED, month)

    def begin_lives(self) -> None:
        """At the start everybody has the trade and the pay that they began with; no spell without work was broken."""
        self.first_trade[:] = self.trade
        self.first_wage[:] = self.wage
        self.jobless_since[:] = self.spell_start

    def plan_retirement(self, who: Int64, month: Int64) -> None:
        """Set the months in which people reach their retirement ages."""
        self.retires[who] = month

    def learn(self, who: Int64, tried: Flag, hired: Flag, offers: Real, news: Real, rates: tuple[float, ...]) -> None:
        """People without a job learn from a month of search, and lose practice; see the kernel."""
        learn(who, tried, hired, self._beliefs(), offers, news, rates)

    def practise(
        self, first: int, ceiling: Real, places: tuple[Int8, Real32], rates: tuple[float, ...], key: np.uint64
    ) -> Int64:
        """A twelfth of all people have worked for a year; return who should take up the trade there."""
        turned = np.empty(self.size // 12 + 1, np.int64)
        return turned[: practise(first, self.employer, self._beliefs(), ceiling, places, rates, key, turned)]

    def improve(self, who: Int64, factor: Real) -> None:
        """Skill changes by a factor (n,), and so does the output that employers see."""
        self.skill[who] = self.skill[who].astype(np.float64) * factor
        self.output[who] = self.output[who].astype(np.float64) * factor

    def _beliefs(self) -> Beliefs:
        learned = self.expected_pay, self.chance, self.skill, self.output
        return Beliefs(*learned, self.attitude, self.personal_pay, self.town, self.trade, self.schooling)

    def change_trade(self, who: Int64, trade: Int8) -> None:
        """People take up another trade, of which they have no certificate."""
        self.trade[who], self.certificate[who] = trade, False

    def register(self, who: Int64, month: int) -> None:
        """People put their names on the register of the unemployed."""
        self.registered[who] = True
        self.registered_since[who] = month

    def deregister(self, who: Int64, month: int, reason: str) -> None:
        """Those of the people who are registered leave the register."""
        leaving = who[self.registered[who]]
        if self.history is not None:
            self.history.close_registrations(self, leaving, month, reason)
        self.registered[leaving] = False

    def tick(self, clock: str, who: Int64, ticks: int) -> None:
        """Move a clock of the people in `who`."""
        getattr(self, clock)[who] += ticks

    def _posts(self) -> Posts:
        return Posts(self.employer, self.wage, self.first_wage, self.at_home)

    def _leave(self, who: Int64, month: int) -> None:
        self._close(who, month)
        leave_posts(who, self._posts(), self.form, self.job_ends)
        self.end_support(who)

    def _close(self, who: Int64, month: int) -> None:
        if self.history is not None:
            self.history.close_spells(self, who, month)

    def _begin(self, who: Int64, activity: Activity, month: int) -> None:
        spells = Spells(self.activity, self.spell_start, self.jobless_since, self.earnings, self.earnings_seen)
        begin_spell(who, int(activity), month, WITHOUT_WORK, spells, self.moves)
        self._idle.note(who)
