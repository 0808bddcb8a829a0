"""What do the aids of examples/demo cost, and who gets them? Cells of a notebook, on people who do not exist.

    python examples/populations/cost_of_the_demo.py 2000

draws as many households from the margins of `france.yaml` beside this file, computes the aids of a month on them, and writes `report.html`.
"""

# %% The rules, and people
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

from rulespec import costing, populations

HERE = Path(__file__).parent
households = sys.argv[1] if len(sys.argv) > 1 else "2000"
work = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp())
demo = HERE.parent / "demo"

made = [
    "population",
    "make",
    str(work / "people"),
    "--margins",
    str(HERE / "france.yaml"),
    "--project",
    str(demo),
    "--households",
    households,
]
subprocess.run([sys.executable, "-m", "rulespec", *made], check=True)
rules = populations.read_rules(demo)
people = populations.read_population(work / "people", rules, "2024-06")

# %% What these aids cost in June 2024: before is France without them
found = costing.cost(rules, people, "2024-06", work / "cost", rank="rfr", by=("statut_occupation_logement",))
print(f"{found.all.change:,.0f} € for {found.all.winners:,.0f} households")
(work / "report.html").write_text(found.page("fr"), encoding="utf-8")

# %% The households themselves, as arrays
results = populations.read_results(work / "cost" / "after")
amounts = {line.aid: line for line in found.comparison.lines if line.aid and not line.dimension}
for aid, line in amounts.items():
    print(f"{aid:45} {line.after:15,.0f} € {line.holders_after:12,.0f}")

weights, size = results.weights("menage"), numpy.bincount(results.rows_of("menage"))
print(f"mean size of a household: {numpy.average(size, weights=weights):.2f}")
