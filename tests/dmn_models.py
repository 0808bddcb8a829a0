"""DMN models for the tests, written in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rulespec.compiler.words import language
from rulespec.importing.commands import import_whole, sentence
from rulespec.importing.dmn import Model, read_model
from rulespec.importing.dmn_evaluating import evaluate
from rulespec.projects.compiling import Checked

HEAD = '<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="model" namespace="n">'


def literal(name: str, text: str) -> str:
    """A decision that an expression makes."""
    head = f"<decision id={quoteattr(name)} name={quoteattr(name)}>"
    return f"{head}<literalExpression><text>{escape(text)}</text></literalExpression></decision>"


def table(
    name: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    rows: Sequence[Sequence[str]],
    policy: str = "UNIQUE",
    more: str = "",
    attributes: str = "",
) -> str:
    """A decision that a table makes; an input or an output is « expression » or « expression: type »."""
    columns = "".join(
        f"<input><inputExpression{_type(item)}><text>{escape(item.partition(': ')[0])}</text></inputExpression></input>" for item in inputs
    )
    columns += "".join(f"<output name={quoteattr(item.partition(': ')[0])}{_type(item)}/>" for item in outputs)
    rules = "".join(
        "<rule>"
        + "".join(_entry("inputEntry" if index < len(inputs) else "outputEntry", cell) for index, cell in enumerate(row))
        + "</rule>"
        for row in rows
    )
    head = f"<decision id={quoteattr(name)} name={quoteattr(name)}>{more}"
    return f'{head}<decisionTable hitPolicy="{policy}"{attributes}>{columns}{rules}</decisionTable></decision>'


def _type(item: str) -> str:
    type_ = item.partition(": ")[2]
    return f" typeRef={quoteattr(type_)}" if type_ else ""


def _entry(tag: str, cell: str) -> str:
    return f"<{tag}><text>{escape(cell)}</text></{tag}>"


def read(folder: Path, body: str, inputs: Mapping[str, str]) -> Model:
    """A model of some decisions and inputs (name to type), as the importer reads it."""
    data = ""
    for name, type_ in inputs.items():
        data += f"<inputData id={quoteattr('i_' + name)} name={quoteattr(name)}>"
        data += f"<variable name={quoteattr(name)} typeRef={quoteattr(type_)}/></inputData>"
    path = folder / "model.dmn"
    path.write_text(f"{HEAD}{data}{body}</definitions>", encoding="utf-8")
    return read_model(path)


class Imported:
    """A model imported whole: what it answers, and what was told."""

    def __init__(self, folder: Path, body: str, **inputs: str) -> None:
        self.model: Model
        self.checked: Checked
        self.model, self.checked = import_whole(read(folder, body, inputs), folder / "project", language("en"))
        assert self.checked.program is not None, [(item.code.id, str(item.span.place)) for item in self.checked.diagnostics]

    def answer(self, decision: str, **given: Any) -> Any:
        return evaluate(self.checked, self.model, decision, given)

    @property
    def told(self) -> list[str]:
        return [sentence(remark, language("en")) for remark in self.model.remarks]
