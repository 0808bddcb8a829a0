"""The pages of the preview: the aids, the form, the results, a case to keep, what is wrong with the rules."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, g, redirect, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from rulespec.compiler import ir
from rulespec.compiler.ground.diagnostics import Severity
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import When
from rulespec.compiler.words import Language, language, language_codes, languages
from rulespec.previewing.engine import Engine, Loaded
from rulespec.previewing.form import Answers, asks_household, person_title, question_label, read_form, read_members, sections
from rulespec.previewing.saving import append_case, can_append, case_rows
from rulespec.previewing.security import TOKEN, guard
from rulespec.previewing.simulation import MAYBE, NO, YES, Simulation, Verdict
from rulespec.reporting.sentences import tell
from rulespec.running.explaining import amount_text, value_said

MOST_DIAGNOSTICS = 100
# How long a household waits for forms in all, and how often it looks, in seconds.
PATIENCE, STEP = 0.2, 0.002
# The one stylesheet and the one script, read once: no path of a request reaches the disk.
STATIC = {"preview.css": "text/css", "preview.js": "text/javascript"}


def create_app(engine: Engine, default: str, hosts: frozenset[str], theme: str = "", today: datetime.date | None = None) -> Flask:
    """The application. `theme` is the text of a stylesheet put after ours; `today` stands for the clock in tests."""
    app = Flask(__name__, static_folder=None)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    guard(app, hosts)
    static = {name: files("rulespec.previewing").joinpath("static", name).read_text("utf-8") for name in STATIC}
    static["theme.css"] = theme
    day = today or datetime.date.today()
    pages = Pages(engine, When(day.year, day.month), bool(theme))

    @app.before_request
    def refresh() -> None:
        engine.refresh()

    @app.get("/")
    def start() -> Any:
        return redirect(f"/{default}/")

    @app.get("/version")
    def version() -> Response:
        return Response(f"{engine.version}{' …' if engine.is_reading else ''}", mimetype="text/plain")

    @app.get("/static/<name>")
    def asset(name: str) -> Response:
        if name not in static:
            abort(404)
        return Response(static[name], mimetype=STATIC.get(name, "text/css"))

    @app.get("/logo/<name>")
    def logo(name: str) -> Response:
        data = engine.loaded.logos.get(name) if engine.loaded is not None else None
        if data is None:
            abort(404)
        return Response(data, mimetype="image/png")

    @app.get("/<lang>/")
    def home(lang: str) -> str:
        return pages.home(words_of(lang))

    @app.route("/<lang>/simulation", methods=["GET", "POST"])
    def simulation(lang: str) -> str:
        return pages.simulation(words_of(lang))

    @app.post("/<lang>/case")
    def case(lang: str) -> str:
        return pages.case(words_of(lang))

    @app.get("/<lang>/rules")
    def rules(lang: str) -> str:
        return pages.diagnostics(words_of(lang))

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> tuple[str, int]:
        code = error.code or 500
        lang = request.path.split("/")[1] if request.path.count("/") > 1 else default
        words = language(lang if lang in language_codes() else default)
        key = "not found" if code == 404 else "bad request"
        return pages.render("error.html", words, message=words.preview[key], code=code), code

    return app


def words_of(lang: str) -> Language:
    if lang not in language_codes():
        abort(404)
    return language(lang)


class Pages:
    """Each page, from the version of the rulebook that answers now."""

    def __init__(self, engine: Engine, today: When, has_theme: bool) -> None:
        self.engine = engine
        self.today = today
        # One household at a time: several together would only make each other and the forms wait.
        self.turn = threading.Lock()
        self.forms = 0
        self.has_theme = has_theme

    def render(self, template: str, words: Language, **values: Any) -> str:
        texts = words.preview
        others = [other for other in languages() if other is not words]
        loaded = self.engine.loaded
        title = loaded.program.title if loaded is not None else texts["preview"]
        wrong = sum(item.severity is Severity.ERROR for item in self.engine.diagnostics)
        path = request.path.split("/", 2)
        query = f"?{request.query_string.decode()}" if request.method == "GET" and request.query_string else ""
        return render_template(
            template,
            t=texts,
            words=words,
            lang=words.code,
            others=others,
            here=f"{path[2] if request.method == 'GET' and len(path) > 2 else ''}{query}",
            site=title,
            wrong=wrong,
            is_reading=self.engine.is_reading,
            version=self.engine.version,
            token=getattr(g, "token", ""),
            token_name=TOKEN,
            has_theme=self.has_theme,
            **values,
        )

    def loaded(self, words: Language) -> Loaded | str:
        """The version that answers, or the page that says why there is none."""
        return self.engine.loaded if self.engine.loaded is not None else self.diagnostics(words)

    def diagnostics(self, words: Language) -> str:
        found = [
            (tell(item, words), item.severity.value, item.code.id, str(item.span), item.span.source.text.split("\n")[0][:200])
            for item in self.engine.diagnostics[:MOST_DIAGNOSTICS]
        ]
        return self.render("rules.html", words, found=found, is_right=not self.engine.has_errors, never=self.engine.loaded is None)

    def home(self, words: Language) -> str:
        loaded = self.loaded(words)
        if isinstance(loaded, str):
            return loaded
        known = {normalise(item.name): item for item in loaded.program.organisations}
        known |= {normalise(item.id): item for item in loaded.program.organisations}
        groups: dict[str, tuple[str, str, list[ir.Aid]]] = {}
        for aid in loaded.program.aids:
            organisation = known.get(normalise(aid.organisation))
            name = organisation.name if organisation is not None else aid.organisation
            logo = organisation.id if organisation is not None and organisation.id in loaded.logos else ""
            groups.setdefault(name, (name, logo, []))[2].append(aid)
        ordered = sorted(groups.values(), key=lambda item: (not item[0], normalise(item[0])))
        return self.render("home.html", words, groups=ordered)

    @contextmanager
    def first(self) -> Iterator[None]:
        """A form is quick: it goes before the household that is being computed."""
        self.forms += 1
        try:
            yield
        finally:
            self.forms -= 1

    def polite(self) -> Callable[[], None]:
        """What lets the forms that wait go first, for a while at most."""
        left = [PATIENCE]

        def pause() -> None:
            while self.forms > 0 and left[0] > 0:
                left[0] -= STEP
                time.sleep(STEP)

        return pause

    def _aids(self, loaded: Loaded, ids: list[str]) -> tuple[ir.Aid, ...]:
        return tuple(loaded.aids[name] for name in dict.fromkeys(ids) if name in loaded.aids)

    def simulation(self, words: Language) -> str:
        loaded = self.loaded(words)
        if isinstance(loaded, str):
            return loaded
        told = request.form if request.method == "POST" else request.args
        # « Pourquoi pas ? » of one aid among many asks for the results of that one.
        aids = self._aids(loaded, [told["why"]] if "why" in told else told.getlist("aid"))
        if not aids:
            return self.home(words)
        action = "results" if "why" in told else told.get("action", "")
        members = read_members(loaded, told.getlist("member"), action)
        answers = read_form(loaded, told.to_dict(), members, self.today, words)
        simulation = Simulation(loaded, answers.household, aids, pause=self.polite())
        if request.method == "POST" and not answers.errors and action == "results":
            return self._results(simulation, answers, words)
        with self.first():
            asked = sections(simulation, answers, words, request.method == "GET")
            is_done = request.method == "POST" and not answers.errors and action == "continue" and not simulation.waited
            if not is_done:
                return self._form(simulation, answers, asked, words)
        return self._results(simulation, answers, words)

    def _form(self, simulation: Simulation, answers: Answers, asked: tuple[Any, ...], words: Language) -> str:
        loaded = simulation.loaded
        labels = {question.name: question.label for section in asked for question in section.questions}
        return self.render(
            "form.html",
            words,
            aids=simulation.aids,
            members=simulation.household.members,
            titles={member.name: person_title(simulation, member.name, words) for member in simulation.household.members},
            kinds=list(loaded.kinds)[1:],
            asks_household=asks_household(loaded, simulation.aids) or len(simulation.household.members) > 1,
            sections=asked,
            errors=[(name, labels.get(name, words.preview["when"]), text) for name, text in answers.errors.items()],
            month=answers.month,
            month_error=answers.errors.get("month", ""),
            waiting=len(simulation.waited),
            checked=set(answers.typed),
        )

    def _results(self, simulation: Simulation, answers: Answers, words: Language) -> str:
        with self.turn:
            return self._computed(simulation, answers, words)

    def _computed(self, simulation: Simulation, answers: Answers, words: Language) -> str:
        # What would change an answer costs more: told where few aids are asked about.
        verdicts = simulation.verdicts(words, len(simulation.aids) <= 12)
        groups = [(key, [self._result(simulation, item, words) for item in verdicts if item.verdict == key]) for key in (YES, MAYBE, NO)]
        who = ", ".join(_low(person_title(simulation, member.name, words)) for member in simulation.household.members)
        month = simulation.household.month
        return self.render(
            "results.html", words, groups=groups, who=who, month=f"{month.month:02}/{month.year}", state=_state(simulation, answers)
        )

    def _result(self, simulation: Simulation, item: Verdict, words: Language) -> Mapping[str, Any]:
        answer, texts = item.answer, words.preview
        aid = answer.aid
        amount = ""
        if answer.entitled and answer.amount is not None and item.verdict == YES:
            amount = amount_text(aid, answer.amount, words) + words.ui[aid.payment]
        return {
            "aid": aid,
            "amount": amount,
            "reasons": answer.reasons,
            "outside": answer.outside,
            "missing": answer.missing if item.verdict == NO else (),
            "steps": [(step.label, step.row or step.value) for step in answer.steps] if item.verdict == YES else [],
            "changes": [
                texts["change"].format(name=c.name, before=c.before, after=c.after, answer=value_said(aid, c.answer, words))
                for c in (answer.changes if item.verdict != MAYBE else ())
            ],
            "waits": [question_label(simulation, slot, words) for slot in item.waits],
        }

    def case(self, words: Language) -> str:
        loaded = self.loaded(words)
        if isinstance(loaded, str):
            return loaded
        told = request.form
        members = read_members(loaded, told.getlist("member"), "")
        answers = read_form(loaded, told.to_dict(), members, self.today, words)
        aids = self._aids(loaded, [told.get("case", "")])
        if not aids or answers.errors:
            abort(400)
        simulation = Simulation(loaded, answers.household, aids)
        verdict = simulation.verdicts(words)[0]
        month = simulation.household.month
        default = words.preview["case default"].format(date=f"{month.month:02}/{month.year}")
        name = " ".join(told.get("name", "").split())[:120] or default
        case = simulation.as_case(aids[0], name, verdict.answer)
        yaml_text, rows, columns, path = case_rows(loaded.checked, case)
        outcome = ""
        if told.get("action") == "append" and can_append(path):
            done = append_case(loaded.checked, case)
            outcome = words.preview["case added" if done else "case refused"].format(path=path)
        return self.render(
            "case.html",
            words,
            aid=aids[0],
            name=name,
            yaml_text=yaml_text,
            rows=rows,
            columns=columns,
            path=path if can_append(path) else "",
            outcome=outcome,
            state=_state(simulation, answers),
        )


def _state(simulation: Simulation, answers: Answers) -> list[tuple[str, str]]:
    """All that the form told, to be carried by the next: nothing is kept on the machine."""
    fields = [("aid", aid.id) for aid in simulation.aids]
    fields += [("member", f"{member.name}:{member.kind}") for member in simulation.household.members]
    return [*fields, ("month", answers.month), *((name, text) for name, text in answers.typed.items() if text)]


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def read_theme(path: Path | None) -> str:
    """The text of a stylesheet given at the start, read once."""
    return path.read_text(encoding="utf-8") if path is not None else ""
