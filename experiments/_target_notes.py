"""What the table of the base county does not say by itself: why a target is missed, and how its words were read."""

NOT_MET = {
    "T1b": "Some 2,300 people a year leave school, close a shop or lose private work: that is what closures (T11) and "
    "job flows (T8) of private business come to. They find work five times as fast as the laid-off and are still more "
    "than a quarter of the urban jobless at any time, few of them for as long as a year. T1, T8 and T11 would agree "
    "for all urban jobless only if these people found work within weeks. The four fifths of 2002 come from a count "
    "that knew the laid-off, and of these they are met (T1a).",
    "T4": "Nothing falls short: more than the 85% asked for go to small and medium firms and to services. Hardly any "
    "private employer of the county has 300 people, and the state mills and works that have as many shed staff.",
}
READINGS = (
    "- T1a and T3 are of those whom state and collective units laid off: the sources' flows are theirs.",
    "- T6 counts who is out of work: whoever is on the register and has odd jobs is at work.",
    "- T7 is per seeker who applied through the public service in the quarter, as agencies count seekers; T18 is of "
    "those among them whom an employer saw, and counts work found in any way, as agencies report it.",
    "- T11 is of private firms and individual businesses together.",
    "- The registered rate (T5a) and the survey rate (T5b) are two figures: one is what offices write down, the other "
    "what is.",
)
