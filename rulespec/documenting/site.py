"""A rulebook to the files of its documentation: a folder for each tongue, pages that need no server."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rulespec.compiler import ir
from rulespec.compiler.analysis.space.folding import plain
from rulespec.compiler.documents.values import write_period
from rulespec.compiler.ground.kinds import Kind, money
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language, languages
from rulespec.documenting import drawing
from rulespec.documenting.content import Content, date_said, given_text, number, terms
from rulespec.documenting.giving import figures, giving, is_extra, scale_said, value_said
from rulespec.keeping.differing import Difference
from rulespec.keeping.impact import interactions
from rulespec.keeping.impact_told import interaction_lines
from rulespec.projects.compiling import Checked, files_of
from rulespec.reporting.typesetting import typeset_page
from rulespec.running.proof_reports import goal_text, scalar_text
from rulespec.running.testing import Played

Files = dict[PurePosixPath, str | bytes]
Progress = Callable[[str, int, int], None]
STATIC = ("docs.css", "docs.js")


def site_files(
    checked: Checked,
    played: Sequence[Played],
    changes: Sequence[Difference] | None,
    since: str,
    portfolio: Callable[[Language], str] | None,
    progress: Progress,
) -> Files:
    """All the files of the site. `changes` are those since `since`; `portfolio` gives the page of the ranking, if any."""
    content = Content(checked, played)
    made: Files = {}
    for name in STATIC:
        made[PurePosixPath(name)] = files("rulespec.documenting").joinpath("static", name).read_text("utf-8")
    _add_sources(made, content)
    default = checked.words
    tongues = (default, *(words for words in languages() if not words.is_tongue_of(default)))
    total = len(content.aids) * len(tongues)
    for index, words in enumerate(tongues):
        site = _Site(content, words, changes, since, portfolio is not None)
        before = index * len(content.aids)
        made.update(site.files(lambda shown, at, before=before: progress(shown, before + at, total)))  # type: ignore[misc]
        if portfolio is not None:
            made[PurePosixPath(words.code, "portfolio.html")] = portfolio(words)
    made[PurePosixPath("index.html")] = (
        _environment()
        .get_template("start.html")
        .render(
            title=content.program.title,
            lang=default.code,
            links=[(words.code, words.site["home"]) for words in tongues],
        )
    )
    return dict(sorted(made.items()))


def _add_sources(made: Files, content: Content) -> None:
    """The documents as they are, and the generated modules: what the pages say where it comes from."""
    folder = content.checked.loaded.folder
    for path in sorted({sheet.document.span.path for sheet in content.sheets.values()}):
        source = folder / path
        if source.is_file() and ".." not in PurePosixPath(path).parts:
            made[PurePosixPath("sources", path)] = source.read_bytes()
    for file, data in files_of(content.checked).items():
        if file.suffix == ".py" and isinstance(data, str):
            # Shown, never run: a browser would offer a module to be saved.
            made[PurePosixPath("code", f"{file.as_posix()}.txt")] = data


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("rulespec.documenting"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


class _Site:
    def __init__(self, content: Content, words: Language, changes: Sequence[Difference] | None, since: str, has_portfolio: bool) -> None:
        self.content = content
        self.words = words
        self.texts = words.site
        self.changes = changes
        self.since = since
        self.has_portfolio = has_portfolio
        self.environment = _environment()
        self.coverage = {aid.id: content.coverage(aid) for aid in content.aids}
        self.organisations = {
            key: item.name for item in content.program.organisations for key in (normalise(item.id), normalise(item.name))
        }
        self.links = {aid.variable: f"{aid.id}.html" for aid in content.aids}

    def render(self, template: str, page: str, **values: Any) -> str:
        made = self.environment.get_template(template).render(
            t=self.texts,
            words=self.words,
            lang=self.words.code,
            others=[other for other in languages() if not other.is_tongue_of(self.words)],
            site=self.content.program.title,
            page=page,
            has_changes=self.changes is not None,
            has_portfolio=self.has_portfolio,
            **values,
        )
        return typeset_page(made, self.words)

    def files(self, progress: Callable[[str, int], None]) -> Files:
        made: Files = {}
        aids = self.content.aids
        for index, aid in enumerate(aids):
            progress(aid.name, index)
            made[self._path(f"{aid.id}.html")] = self.aid(aid)
        made[self._path("index.html")] = self.home()
        made[self._path("overview.html")] = self.overview()
        made[self._path("interactions.html")] = self.interactions()
        if self.changes is not None:
            made[self._path("changes.html")] = self.render(
                "changes.html", "changes.html", changes=self._told(self.changes), since=self.since
            )
        # A file opened from a folder may load a script, not fetch data: the index is a script.
        made[self._path("search.js")] = f"window.RULESPEC_INDEX = {json.dumps(self.index(), ensure_ascii=False)};\n"
        return made

    def _path(self, name: str) -> PurePosixPath:
        return PurePosixPath(self.words.code, name)

    def organisation(self, aid: ir.Aid) -> str:
        return self.organisations.get(normalise(aid.organisation), aid.organisation)

    def home(self) -> str:
        groups: dict[str, list[ir.Aid]] = {}
        for aid in self.content.aids:
            groups.setdefault(self.organisation(aid), []).append(aid)
        ordered = sorted(groups.items(), key=lambda item: (not item[0], normalise(item[0])))
        return self.render("home.html", "index.html", groups=ordered, count=len(self.content.aids))

    def overview(self) -> str:
        rows = [(aid, self.organisation(aid), self.coverage[aid.id], len(self.content.cases(aid))) for aid in self.content.aids]
        return self.render("overview.html", "overview.html", rows=rows)

    def interactions(self) -> str:
        found = interactions(self.content.program)
        names = {aid.id: aid.name for aid in self.content.program.aids}
        edges = [(other, aid) for aid, item in found.items() for other in item["aids"]]
        nodes = {name: drawing.Node(name, names[name], "aid", f"{name}.html") for edge in edges for name in edge}
        picture = drawing.graph(nodes, edges, self.texts["interactions"]) if nodes else ""
        country = [
            (names[aid], f"{aid}.html", [self.content.labels.get(name, name) for name in item["country"]]) for aid, item in found.items()
        ]
        told = list(interaction_lines(self.content.program, self.words))
        return self.render("interactions.html", "interactions.html", picture=Markup(picture), told=told, country=country)

    def index(self) -> list[dict[str, str]]:
        """What the search looks at: each aid with its names, its summary, its conditions."""
        found = []
        for aid in self.content.aids:
            text = " ".join([aid.summary, *_labels(aid.conditions), *aid.unmodelled, aid.id.replace("_", " ")])
            organisation = self.organisation(aid)
            found.append(
                {"n": aid.name, "o": organisation, "u": f"{aid.id}.html", "t": normalise(f"{aid.name} {organisation} {text}")[:4000]}
            )
        return found

    def place(self, span: Span | None) -> tuple[str, str]:
        """Where something is written, and the link to that file."""
        if span is None:
            return "", ""
        link = f"../sources/{span.path}" if ".." not in PurePosixPath(span.path).parts else ""
        return str(span), link

    def aid(self, aid: ir.Aid) -> str:
        content, words, texts = self.content, self.words, self.texts
        sheet = content.sheets.get(aid.document)
        variable = content.rulebook.variables.get(aid.variable)
        country = content.checked.catalog.variable(aid.variable)
        type_ = variable.type if variable is not None else country.type if country is not None else None
        module = content.modules.get(aid.document, "")
        differences = [item for item in self.changes or () if item.path == aid.document]
        base, found = content.curves(aid, words)
        coverage = self.coverage[aid.id]
        return self.render(
            "aid.html",
            f"{aid.id}.html",
            aid=aid,
            organisation=self.organisation(aid),
            entity=content.checked.catalog.entities[aid.entity].said if aid.entity else "",
            payment=words.say("payments", aid.payment) if aid.payment in words.values["payments"] and aid.payment != "other" else "",
            is_amount=type_ is None or type_.kind is Kind.NUMBER,
            starts=date_said(next((formula.start for formula in variable.formulas), None), texts) if variable is not None else "",
            ends=date_said(variable.end, texts) if variable is not None and variable.end is not None else "",
            place=self.place,
            date_said=lambda date: date_said(date, texts),
            calculations=[(item, content.labels.get(item.name, item.label)) for item in content.calculations(aid)],
            tables=content.tables(aid),
            policies=words.values["policies"],
            scales=[scale_said(content, scale, words) for scale in content.scales(aid)],
            giving=giving(content, aid, sheet, words),
            heads=self._heads,
            curves=[self._curve(aid, base, curve) for curve in found],
            parameters=[self._parameter(item) for item in content.parameters(aid) if not is_extra(content, item)],
            hypotheses=terms(sheet, "hypotheses"),
            questions=terms(sheet, "questions"),
            glossary=terms(sheet, "glossary"),
            cases=[self._case(aid, item) for item in content.cases(aid)],
            coverage=coverage,
            reached=len(coverage.reached) - len(coverage.missing),
            percent=int(coverage.share * 100),
            missing=[goal_text(goal, words) for goal in coverage.missing],
            graph=Markup(self._graph(aid)),
            graph_rows=self._graph_rows(aid),
            changes=self._told(differences),
            module=f"{content.program.package}/variables/{module}.py" if module else "",
            since=self.since,
        )

    def _heads(self, table: ir.Table) -> dict[str, str]:
        """The unit of each column of a table, where it has one."""
        variables = self.content.rulebook.variables
        types = {name: expression.type for name, expression in table.inputs}
        types |= {name: variables[variable].type for name, variable in table.outputs if variable in variables}
        units = {name: type_.unit for name, type_ in types.items() if type_.kind is Kind.NUMBER}
        return {name: self.words.unit_name(unit) for name, unit in units.items() if unit.powers and not unit.any and not unit.unknown}

    def amount(self, value: Any) -> str:
        """A number to the smallest amount of the project's currency."""
        return number(value, self.words, money(self.content.checked.catalog.currency).coin)

    def _curve(self, aid: ir.Aid, base: str, curve: Any) -> dict[str, Any]:
        label = self.texts["curve"].format(aid=aid.name, name=curve.name)
        points = [(float(x), float(y)) for x, y in curve.points]
        unit = self.words.unit_name(curve.unit)
        picture = drawing.curve(points, label, f"{curve.name} ({unit})", aid.unit or "€", self.amount)
        # The table says the amounts on either side of each bound: what the picture only suggests.
        ends = {curve.points[0][0], curve.points[-1][0]}
        near = {x for x, _ in curve.points if any(abs(x - bound) <= curve.coin for bound in curve.bounds)} | ends
        rows = [(self.amount(x), self.amount(y)) for x, y in curve.points if x in near]
        return {"label": label, "base": base, "picture": Markup(picture), "rows": rows, "unit": unit}

    def _parameter(self, item: ir.Parameter) -> dict[str, Any]:
        name, shown = item.name or item.label, figures(self.content, self.words)
        rows = [
            (
                date_said(dated.date, self.texts),
                value_said(dated.value, item.type, shown, self.words),
                dated.reference or "",
                dated.link or "",
            )
            for dated in item.values
        ]
        picture = ""
        values = [(dated.date, float(dated.value) if dated.value is not None else None) for dated in item.values]
        if len(values) > 1 and any(value is not None for _, value in values) and not any(isinstance(d.value, bool) for d in item.values):
            unit = self.words.unit_name(item.type.unit) if not item.type.unit.any and not item.type.unit.unknown else ""
            picture = drawing.steps(values, self.texts["history"].format(name=name), unit, self.amount)
        review = date_said(item.valid_until, self.texts) if item.valid_until is not None else ""
        return {
            "name": name, "rows": rows, "picture": Markup(picture), "span": item.span, "reference": item.reference or "",
            "link": item.link or "", "review": review,
        }  # fmt: skip

    def _case(self, aid: ir.Aid, played: Played) -> dict[str, Any]:
        case, words = played.case, self.words
        shown, variables = figures(self.content, words), self.content.rulebook.variables
        own = {aid.variable: words.keys["amount"][0]} if aid.eligibility not in (None, aid.variable) else {}
        own |= {aid.eligibility or aid.variable: words.marks.entitled[0]}

        def said(name: str, value: Any) -> str:
            variable = variables.get(name)
            is_shown = variable is not None and isinstance(value, Decimal | bool)
            return shown.figure(plain(value), variable.type) if variable is not None and is_shown else scalar_text(value, words)

        names = {**self.content.labels, **own}
        wanted = [f"{names.get(item.variable, item.variable)} = {said(item.variable, item.value)}" for item in case.expected]
        found = [
            result.error or (said(result.expected.variable, result.found) if result.expected else scalar_text(result.found, words))
            for result in played.results
        ]
        state = "confirm" if case.to_confirm else "passed" if all(result.passed for result in played.results) else "failed"
        return {
            "name": case.name, "period": write_period(case.period), "given": given_text(case, self.content.labels, words),
            "expected": wanted, "found": found, "state": state, "span": case.span,
        }  # fmt: skip

    def _links(self, aid: ir.Aid) -> dict[str, str]:
        own = {item.name: f"#{item.name}" for item in self.content.calculations(aid)}
        return own | {name: link for name, link in self.links.items() if name != aid.variable}

    def _graph(self, aid: ir.Aid) -> str:
        nodes, edges = self.content.graph(aid, {**self.content.labels, aid.variable: aid.name}, self._links(aid))
        return drawing.graph(nodes, edges, self.texts["graph label"].format(aid=aid.name)) if len(nodes) > 1 else ""

    def _graph_rows(self, aid: ir.Aid) -> list[tuple[str, str, list[str]]]:
        nodes, edges = self.content.graph(aid, {**self.content.labels, aid.variable: aid.name}, {})
        reads: dict[str, list[str]] = {}
        for read, reader in edges:
            reads.setdefault(reader, []).append(nodes[read].text)
        return [
            (node.text, self.texts[f"kind {node.kind}"], sorted(reads.get(name, []))) for name, node in nodes.items() if reads.get(name)
        ]

    def _told(self, found: Sequence[Difference]) -> list[tuple[str, list[str]]]:
        return [
            (self.words.ui[f"diff document {item.kind}"].format(name=item.name or item.path), [c.text(self.words) for c in item.changes])
            for item in found
        ]


def _labels(group: ir.ConditionGroup | None) -> list[str]:
    if group is None:
        return []
    return [group.label, *(label for item in group.items for label in _labels(item))]
