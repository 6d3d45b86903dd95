"""One month in the county, in the order in which people would notice it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.benefits import hiring_terms, learn_and_register, pay_levers
from sim.births import close_firms, found_firms
from sim.channels import agency_fees
from sim.contracts import end_terms, sign_contracts
from sim.demand import change_demand, spend, survey_shops
from sim.economy import earnings, profits, reserve_of, sales, trade
from sim.firms import (
    decide_to_insure,
    end_jobs,
    inspect,
    lay_off,
    plan_staff,
    post_openings,
    quit_jobs,
    review_pay,
    weigh_labour,
)
from sim.livelihoods import do_odd_jobs, go_away, livings, spend_on_odd_jobs
from sim.lives import learn_from_search, look_again, practise, retire, stop_looking, welcome
from sim.loans import forget_ideas, pay_out, screen_loans, service_loans
from sim.market import run_market
from sim.posts import fill_posts
from sim.reform import carry_out_waves, layoff_rules, plan_waves, run_centres, stand_still, wind_up
from sim.services import begin_training, take_cases
from sim.shops import Help, open_shops
from sim.soft_budget import draw_up_payroll, old_debts, repay, rescue, withhold
from sim.spin_offs import spin_off
from sim.supports import reach_thresholds, see_applicants, shop_relief, support_hires
from sim.training import end_courses, fees

if TYPE_CHECKING:
    from sim.county import County


def live_one_month(county: County) -> None:
    """Live `county.month`: every paragraph changes the tables in the order written here, nothing else does."""
    workers, employers, month = county.workers, county.employers, county.month
    luck, world, levers = county.luck(), county.world_now(), county.levers_now()
    diary = county.open_diary()

    # 1  The world turns: employers close and open, demand changes, people arrive, retire and learn on the job.
    diary.note_closure(*close_firms(workers, employers, world, luck, county.settle))
    diary.opened_firms = found_firms(employers, county.markets, world, luck, county.settle)
    change_demand(employers, county.markets, world, luck)
    welcome(workers, month)
    diary.note("retired", *retire(workers, employers, world, month))
    practise(workers, employers, world, luck)

    # 2  State enterprises reform: those with more people than work lay them off.
    desk = county.desk(luck, world)
    terms = hiring_terms(desk, levers)
    inspect(employers, world, luck)
    decide_to_insure(employers, world, luck)
    weigh_labour(employers, world, terms)
    plan_staff(employers, world)
    reach_thresholds(desk, levers)
    run_centres(workers, levers, month)
    stand_still(workers, employers, world, luck)
    rules = layoff_rules(levers)
    plan_waves(employers, world, luck, rules)
    lost, bankrupt = wind_up(desk, levers, rules)
    diary.note_closure(bankrupt, lost)
    diary.note_spin_offs(*spin_off(desk, levers, county.markets, county.settle))
    diary.note("laid_off", *carry_out_waves(desk, levers))
    diary.note("laid_off", *lay_off(workers, employers, world, luck, state=True))

    # 3  Firms plan: terms run out, they let people go, jobs end, some people leave; openings are posted at a wage.
    diary.note("ended", *end_terms(workers, employers, world, luck))
    diary.note("laid_off", *lay_off(workers, employers, world, luck, state=False))
    diary.note("ended", *end_jobs(workers, employers, world, luck))
    diary.note("quit", *quit_jobs(workers, employers, world, luck))
    post_openings(workers, employers, world, month)
    review_pay(workers, employers, world, month)

    # 4  People learn and register: news of levers spreads, benefits are claimed and fixed for the month.
    desk = county.desk(luck, world)
    forget_ideas(workers, month, world.idea_lasts)
    learn_and_register(desk, levers)

    # 5  Services work: public posts are filled, placement staff take cases, loans are screened, courses begin.
    fill_posts(desk, levers)
    take_cases(desk, levers)
    granted = screen_loans(desk, levers, county.lenders)
    diary.note("enrolled", *begin_training(desk, levers, county.schools, county.place))

    # 6  People search, firms choose; all learn from it; some give up, turn to odd jobs or go away.
    matches = run_market(workers, employers, county.place, world, luck)
    diary.match(matches, workers)
    employers.note_market(matches.employer, matches.left, matches.queue)
    see_applicants(desk, matches)
    learn_from_search(workers, employers, matches, county.place, world, month)
    workers.take_job(matches.person, matches.employer, matches.pay, month)
    sign_contracts(workers, employers, matches.person, matches.opening, world, luck)
    support_hires(desk, levers, matches.person)
    look_again(workers, world, month)
    stop_looking(workers, world, luck)
    do_odd_jobs(workers, world, luck, county.ledger)
    aid = Help(shop_relief(desk, levers, county.markets), pay_out(desk, granted, county.lenders))
    started = open_shops(workers, employers, county.markets, aid, world, luck, county.settle)
    diary.note_shops(*started)
    go_away(workers, world, luck, len(county.place.towns))

    # 7  Money moves: sales, wages, contributions, benefits, spending; the ledger settles every claim; courses end.
    bills = draw_up_payroll(workers, employers, world)
    trade(employers, bills, world, terms.payroll_rate)
    survey_shops(employers, county.markets)
    county.settle(sales(employers, world))
    county.settle(rescue(employers, bills, world))
    county.settle(earnings(workers, withhold(workers, employers, bills, world)))
    county.settle(livings(workers, world, county.ledger, month))
    county.settle(fees(workers, county.schools, county.ledger, month))
    county.settle(agency_fees(matches.clients, world))
    county.settle(old_debts(workers, employers, world))
    pay_levers(desk, levers, county.ledger, diary)
    service_loans(desk, levers, county.lenders)
    county.settle(repay(workers, employers, reserve_of(employers)))
    county.settle(profits(employers, world))
    employers.count_lean_months()
    county.settle(spend(workers, county.markets, world))
    county.settle(spend_on_odd_jobs(world, county.ledger))
    end_courses(workers, county.schools, world, month)

    # 8  The month is written down.
    county.close_month(diary)
