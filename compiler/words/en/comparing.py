"""What the comparison of a rulebook with the package that it comes from says."""

from __future__ import annotations

COMPARING = {
    "comparing": "Comparing",
    "compared none": "No rule of the project stands for a formula of the country: there is nothing to compare.",
    "compared head": "{count:# variable|# variables} compared in {situations:# situation|# situations}: {equal:# is equal|# are equal}, {differing:# differs|# differ}; {faults:# has a fault of the original|# have a fault of the original}.",
    "compared equal": "✓ {name}: equal to the original in {situations:# situation|# situations}, {periods:# date|# dates}",
    "compared different": "✗ {name}: {differing:# situation differs|# situations differ} of {situations} ({on})",
    "compared nothing": "the original gave the same answer everywhere: this proves little",
    "compared fault stacked": "fault of the original: beside others it does not answer as alone ({count:# situation|# situations}, first in {period})",
    "compared fault not a number": "fault of the original: it gives no number, for want of a guard on a division ({count:# situation|# situations}, first in {period})",
    "compared fault stops": "fault of the original: it stops ({period}): {reason}",
    "compared fault 32 bits": "fault of the original: at the threshold itself, its 32-bit numbers mislead it ({count:# situation|# situations}, first in {period})",
    "compared fault tie": "fault of the original: a half is rounded to the even digit ({count:# situation|# situations}, first in {period})",
    "compared rule stacked": "the rulebook does not answer alone as beside others: this is a defect of rulespec, to be reported",
    "compared situation": "A situation that differs, in {period}; what is not said is at its default:",
    "compared person": "person {number}",
    "compared computed": "* computed by the country, given here: if these values can't be met together, the difference is none",
    "compared original": "The original gives {value} — {place}",
    "compared rule": "The rulebook gives {value}",
    "compared error": "The rulebook stops: {reason}",
    "compared no answer": "nothing",
}
