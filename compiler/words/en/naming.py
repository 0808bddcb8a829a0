"""The words that identifiers, files, numbers and lists are made of."""

from rulespec.compiler.words.records import Hints, Marks, Names

NAMES = Names(
    eligibility="eligibility",
    alone="standing_alone",
    known="known",
    row="row",
    extra="per_extra_unit",
    percentage="percentage",
    shared="shared_conditions",
    claimant="claimant",
    person="person",
    folder="aids",
    example="driving_licence_boost",
    model="model",
    first="first_aid",
    lexicon="lexicon",
    signs=(("≥", " at least "), ("≤", " at most "), (">=", " at least "), ("<=", " at most "), ("<", " below "), (">", " above ")),
    source="From",
    line="line",
)

MARKS = Marks(
    thousands=",",
    is_sign_first=True,
    colon=": ",
    quotes=("`", "`"),
    and_="and",
    into="in",
    members=("member", "members", "person", "people"),
    entitled=("is entitled", "eligible"),
    nothing=("none", "end"),
    anything=("all", "any", "anything", "other", "others", "whatever", "else", "all others"),
    role="role",
    # One alone is singular: 0 errors, 1 error, 2 errors.
    plural=lambda count: 0 if abs(count) == 1 else 1,
    bound=r"(?<=\d) (?=[%€])",
)

HINTS = Hints(
    calls={
        "group_count": "count", "group_sum": "total", "group_max": "greatest", "group_min": "least", "group_any": "any_member",
        "divide": "quotient", "half_up": "rounded", "round_up": "rounded", "round_down": "rounded",
        "step_above": "rounded", "step_below": "rounded",
        "minimum": "smallest", "maximum": "largest",
    },
    signs={">=": "at_least", "<=": "at_most", ">": "over", "<": "under", "==": "is", "!=": "is_not"},
    joints={"&": "and", "|": "or"},
    denied="not", within="in", one_of="one_of", condition="condition", amount="amount", choice="choice", who="concerned", values="amounts", read="read", rank="rank",
    small=frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "is", "not", "of", "on", "or", "the", "to", "with"}),
)  # fmt: skip
