"""The version of the rulebook that answers now to each page: the aids, the form, the results, a case to keep, what is wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import abort, g, render_template, request
from werkzeug.datastructures import MultiDict

from rulespec.compiler import ir
from rulespec.compiler.ground.diagnostics import Severity
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import When
from rulespec.compiler.words import Language, languages
from rulespec.previewing.engine import Engine, Loaded
from rulespec.previewing.form import Answers, addable, asks_household, datum_name, person_title, read_form, read_members, sections
from rulespec.previewing.memory import Memory, Outcome, Told
from rulespec.previewing.security import TOKEN
from rulespec.previewing.simulation import MAYBE, NO, YES, Simulation, Verdict
from rulespec.reporting.sentences import tell
from rulespec.reporting.typesetting import typeset_page
from rulespec.running.case_keeping import Kept, can_append, case_rows, keep_case
from rulespec.running.explaining import Answer, amount_text, looked_of, messages_of, texts_of, value_said

MOST_DIAGNOSTICS = 100
# How long a household waits for forms in all, and how often it looks, in seconds.
PATIENCE, STEP = 0.2, 0.002
TITLES = {YES: "entitled", MAYBE: "maybe", NO: "refused"}


class Pages:
    """Each page, from the version of the rulebook that answers now."""

    def __init__(self, engine: Engine, today: When, has_theme: bool) -> None:
        self.engine = engine
        self.today = today
        self.memory = Memory()
        # One household at a time: several together would only make each other and the forms wait.
        self.turn = threading.Lock()
        self.forms = 0
        self.has_theme = has_theme

    def render(self, template: str, words: Language, **values: Any) -> str:
        texts = words.preview
        others = [other for other in languages() if not other.is_tongue_of(words)]
        loaded = self.engine.loaded
        title = loaded.program.title if loaded is not None else texts["preview"]
        wrong = [item for item in self.engine.diagnostics if item.severity is Severity.ERROR]
        path = request.path.split("/", 2)
        query = f"?{request.query_string.decode()}" if request.method == "GET" and request.query_string else ""
        page = render_template(
            template,
            t=texts,
            words=words,
            lang=words.code,
            others=others,
            here=f"{path[2] if request.method == 'GET' and len(path) > 2 else ''}{query}",
            site=title,
            wrong=len(wrong),
            unfinished=texts["rules unfinished"].format(count=len(wrong), names=", ".join(self.engine.left_out))
            if self.engine.left_out
            else "",
            first_wrong=f"{wrong[0].span}{words.marks.colon}{tell(wrong[0], words).message}" if wrong else "",
            failure=self.engine.failure,
            is_reading=self.engine.is_reading,
            version=self.engine.version,
            token=getattr(g, "token", ""),
            token_name=TOKEN,
            has_theme=self.has_theme,
            **values,
        )
        return typeset_page(page, words)

    def _unfinished(self, texts: Mapping[str, str], errors: int) -> str:
        left_out = self.engine.left_out
        return texts["rules unfinished"].format(count=errors, names=", ".join(left_out)) if left_out else ""

    def loaded(self, words: Language) -> Loaded | str:
        """The version that answers, or the page that says why there is none."""
        return self.engine.loaded if self.engine.loaded is not None else self.diagnostics(words)

    def diagnostics(self, words: Language) -> str:
        found = [
            (tell(item, words), item.severity.value, item.code.id, str(item.span), item.span.source.text.split("\n")[0][:200])
            for item in self.engine.diagnostics[:MOST_DIAGNOSTICS]
        ]
        return self.render("rules.html", words, found=found, never=self.engine.loaded is None)

    def home(self, words: Language, said: str = "") -> str:
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
        return self.render("home.html", words, groups=ordered, chosen=set(request.args.getlist("aid")), said=said)

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

    def keep(self) -> str:
        """Keep the form that was sent; the word under which it is found again."""
        return self.memory.keep(g.visitor, request.form.copy())

    def _told(self) -> Told | None:
        """The form that was kept under the address, None where it was forgotten."""
        return self.memory.find(g.visitor, request.args.get("of", ""))

    def _aids(self, loaded: Loaded, ids: list[str]) -> tuple[ir.Aid, ...]:
        return tuple(loaded.aids[name] for name in dict.fromkeys(ids) if name in loaded.aids)

    def simulation(self, words: Language) -> str:
        loaded = self.loaded(words)
        if isinstance(loaded, str):
            return loaded
        kept = self._told()
        if kept is None and "of" in request.args:
            return self.home(words, words.preview["forgotten"])
        told = kept.fields if kept is not None else MultiDict(request.args)
        # « Pourquoi pas ? » of one aid among many asks for the results of that one.
        aids = self._aids(loaded, [told["why"]] if "why" in told else told.getlist("aid"))
        if not aids:
            return self.home(words, words.preview["no result"])
        action = "results" if "why" in told else told.get("action", "")
        members = read_members(loaded, told.getlist("member"), action)
        answers = read_form(loaded, told.to_dict(), members, self.today, words)
        simulation = Simulation(loaded, answers.household, aids, pause=self.polite())
        if kept is not None and not answers.errors and action == "results":
            return self._results(simulation, answers, kept, words)
        with self.first():
            asked = sections(simulation, answers, words, kept is None)
            is_done = kept is not None and not answers.errors and action == "continue" and not simulation.waited
            if not is_done or kept is None:
                return self._form(simulation, answers, asked, words)
        return self._results(simulation, answers, kept, words)

    def _form(self, simulation: Simulation, answers: Answers, asked: tuple[Any, ...], words: Language) -> str:
        loaded = simulation.loaded
        labels = {question.name: question.label for section in asked for question in section.questions}
        return self.render(
            "form.html",
            words,
            aids=simulation.aids,
            members=simulation.household.members,
            titles={member.name: person_title(simulation, member.name, words) for member in simulation.household.members},
            kinds=addable(loaded, simulation.household.members),
            asks_household=asks_household(loaded, simulation.aids) or len(simulation.household.members) > 1,
            sections=asked,
            errors=[(name, labels.get(name, words.preview["when"]), text) for name, text in answers.errors.items()],
            month=answers.month,
            month_error=answers.errors.get("month", ""),
            waiting=len(simulation.waited),
            checked=set(answers.typed),
        )

    def _results(self, simulation: Simulation, answers: Answers, kept: Told, words: Language) -> str:
        with self.turn:
            return self._computed(simulation, answers, kept, words)

    def _computed(self, simulation: Simulation, answers: Answers, kept: Told, words: Language) -> str:
        # What would change an answer costs more: told where few aids are asked about.
        verdicts = simulation.verdicts(words, len(simulation.aids) <= 12)
        kept.answered(Outcome(simulation.loaded.version, {item.answer.aid.id: (item.verdict, item.answer) for item in verdicts}))
        before = kept.before.answers if kept.before is not None else {}
        told = {item.answer.aid.id: self._result(simulation, item, before.get(item.answer.aid.id), words) for item in verdicts}
        groups = [(key, [told[item.answer.aid.id] for item in verdicts if item.verdict == key]) for key in (YES, MAYBE, NO)]
        who = ", ".join(_low(person_title(simulation, member.name, words)) for member in simulation.household.members)
        month = simulation.household.month
        said = ""
        if kept.before is not None:
            count = sum(bool(item["before"]) for item in told.values())
            said = words.preview["recomputed"].format(count=count) if count else words.preview["same answers"]
        return self.render(
            "results.html",
            words,
            groups=groups,
            who=who,
            month=f"{month.month:02}/{month.year}",
            state=_state(simulation, answers),
            said=said,
            looked_of=looked_of,
        )

    def _result(self, simulation: Simulation, item: Verdict, before: tuple[str, Answer] | None, words: Language) -> Mapping[str, Any]:
        answer, texts = item.answer, words.preview
        aid = answer.aid
        now = _given(item.verdict, answer, words)
        was = _given(*before, words) if before is not None else now
        return {
            "aid": aid,
            "amount": now if item.verdict == YES and answer.amount is not None else "",
            "now": now,
            "before": was if was != now else "",
            "reasons": answer.reasons,
            "outside": answer.outside,
            "messages": messages_of(answer.missing) if item.verdict == NO else [],
            "missing": texts_of(answer.missing, words) if item.verdict == NO else [],
            "steps": answer.steps if item.verdict != MAYBE else (),
            "changes": [
                texts["change"].format(name=c.name, before=c.before, after=c.after, answer=value_said(aid, c.answer, words))
                for c in (answer.changes if item.verdict != MAYBE else ())
            ],
            "waits": list(dict.fromkeys(datum_name(simulation, slot) for slot in item.waits)),
        }

    def _case(self, loaded: Loaded, told: MultiDict[str, str], words: Language) -> tuple[Simulation, Answers, ir.Case, str] | None:
        """The household of a form as a case of the aid that it names; None for what is no household or no aid."""
        members = read_members(loaded, told.getlist("member"), "")
        answers = read_form(loaded, told.to_dict(), members, self.today, words)
        aids = self._aids(loaded, [told.get("case", "")])
        if not aids or answers.errors:
            return None
        simulation = Simulation(loaded, answers.household, aids)
        verdict = simulation.verdicts(words)[0]
        month = simulation.household.month
        default = words.preview["case default"].format(date=f"{month.month:02}/{month.year}")
        name = " ".join(told.get("name", "").split())[:120] or default
        return simulation, answers, simulation.as_case(aids[0], name, verdict.answer), name

    def keep_case(self, words: Language) -> str:
        """Add the case to its file where that was asked; the word under which its page is found."""
        told, loaded, said, is_done = request.form.copy(), self.engine.loaded, "", False
        if loaded is not None and told.get("action") == "append" and (found := self._case(loaded, told, words)) is not None:
            done, path = keep_case(loaded.checked, found[2], words.preview["case copies"])
            said = words.preview[{Kept.ADDED: "case added", Kept.COPIED: "case copied", Kept.REFUSED: "case refused"}[done]]
            said, is_done = said.format(path=path), done is Kept.ADDED
        return self.memory.keep(g.visitor, told, said, is_done)

    def case(self, words: Language) -> str:
        loaded = self.loaded(words)
        if isinstance(loaded, str):
            return loaded
        kept = self._told()
        found = self._case(loaded, kept.fields, words) if kept is not None else None
        if kept is None or found is None:
            abort(400)
        simulation, answers, case, name = found
        yaml_text, rows, columns, path = case_rows(loaded.checked, case)
        return self.render(
            "case.html",
            words,
            aid=simulation.aids[0],
            name=name,
            yaml_text=yaml_text,
            rows=rows,
            columns=columns,
            path=path if can_append(path) else "",
            outcome=kept.said,
            is_kept=kept.is_done,
            state=_state(simulation, answers),
        )


def _given(verdict: str, answer: Answer, words: Language) -> str:
    """What an aid gives, in few words: its amount, or its verdict."""
    if verdict == YES and answer.amount is not None:
        return amount_text(answer.aid, answer.amount, words) + words.ui[answer.aid.payment]
    return words.preview[TITLES[verdict]]


def _state(simulation: Simulation, answers: Answers) -> list[tuple[str, str]]:
    """All that the form told, to be carried by the next."""
    fields = [("aid", aid.id) for aid in simulation.aids]
    fields += [("member", f"{member.name}:{member.kind}") for member in simulation.household.members]
    return [*fields, ("month", answers.month), *((name, text) for name, text in answers.typed.items() if text)]


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]
