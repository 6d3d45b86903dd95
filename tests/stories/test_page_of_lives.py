"""The page of lives chooses by rule: what stands under a title fits it."""

from experiments.lives import LONGEST, first, page, rules, tell_all


def test_every_story_on_the_page_fits_its_title():
    county, people, firms = tell_all(workers=400, months=14, seed=1)
    chosen = 0
    for title, (kind, rule) in rules(county).items():
        stories = people if kind == "person" else firms
        row = first(stories, rule)
        fits = [i for i, story in enumerate(stories) if rule(i, [e.kind for _, events in story.months for e in events])]
        fits = [i for i in fits if len(stories[i].months) <= LONGEST]
        assert row == (fits[0] if fits else None), title
        chosen += row is not None
    assert chosen >= 2
    text = page(workers=400, months=14, seed=1)
    assert text.count("\n## ") == 5
    assert text.count("Worker ") + text.count("Employer ") >= chosen
