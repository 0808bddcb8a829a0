"""What was imported and what was not, as the report `import.md`: each reason with its line, then the count by reason."""

from __future__ import annotations

from collections import Counter

from rulespec.compiler.words import Language
from rulespec.importing.openfisca.book import Rulebook
from rulespec.importing.openfisca.formulas import Left


def report_text(book: Rulebook, count: int, words: Language) -> str:
    imported = sum(len(rule.formulas) for rule in book.rules.values())
    lines = [f"# {words.ui['aj report title']}", "", words.said("python head", imported=imported, count=count, left=count - imported), ""]
    told = sorted(faults_of(book, words), key=_by_place)
    if told:
        lines += [f"## {words.ui['python faults']}", "", *(f"- {line}" for line in told), ""]
    if book.left:
        lines += [f"## {words.ui['python left']}", ""]
        lines += [f"- {line}" for line in sorted((left_line(item, words) for item in book.left), key=_by_place)]
        lines += ["", f"## {words.ui['python counts']}", ""]
        counts = Counter(item.key for item in book.left)
        lines += [f"- {words.ui[f'python reason {key}']}: {number}" for key, number in counts.most_common()]
    return "\n".join(lines).rstrip() + "\n"


def _by_place(line: str) -> tuple[str, int, str]:
    """A line by its file, then its line as a number: 20 before 110."""
    file, number, text = line.split(":", 2)
    return file, int(number) if number.isdigit() else 0, text


def left_line(item: Left, words: Language) -> str:
    fields = {key: words.ui[f"python fault {value}"] if key == "fault" else value for key, value in item.fields.items()}
    reason = words.said(f"python left {item.key}", **{"text": "", **fields})
    name = f"{item.variable} ({item.start})" if item.start else item.variable
    return f"{item.place}: {name}: {reason}"


def faults_of(book: Rulebook, words: Language) -> list[str]:
    found = []
    for rule in book.rules.values():
        for formula in rule.formulas:
            for fault in formula.faults:
                text = words.ui[f"python fault {fault.key}"]
                found.append(f"{fault.file}:{fault.line}: {rule.name}: {text}: `{fault.text}`")
        for text in book.divisions.get(rule.name, ()):
            found.append(f"{rule.written.place}: {rule.name}: {words.said('python division', text=text)}")
    return found
