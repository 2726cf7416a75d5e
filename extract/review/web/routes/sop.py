"""`/sop/{id}`: an SOP beside its document's pages, and all actions on it.

- `/sop/{id}`: the page.
- `/sop/{id}/understand` (POST): what a text would be understood as; nothing is kept.
- `/sop/{id}/accept`, `/undo`, `/redo`, `/done`, `/reopen` and the actions of
  `extract.review.web.actions` (POST): answered with the blocks of the page that have changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from extract.errors import BadEditError, StaleReviewError
from extract.record.pointers import split_pointer
from extract.review.queue import QueueState
from extract.review.session import ReviewSession, Sop
from extract.review.web.actions import ACTIONS, Sent, UnclearError, accepted_of, expected_of
from extract.review.web.forms import form_of
from extract.review.web.site import Site, address_of
from extract.review.web.views.blocks import Shown, Version, changed
from extract.review.web.views.fields import Parse, as_text, id_of
from extract.review.web.views.keys import HELP
from extract.review.web.views.queue import filter_of, query_of
from extract.review.web.views.sop import build_form

# Headers for the page's script: the id of the element to focus, and that it should ask whether
# doubts may be left.
FOCUS, DOUBTS = "Review-Focus", "Review-Doubts"


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    page = _Page(site)
    return [
        Route("/sop/{name}", page.show, methods=["GET"]),
        Route("/sop/{name}/understand", page.understand, methods=["POST"]),
        Route("/sop/{name}/done", page.sign_off, methods=["POST"]),
        Route("/sop/{name}/{action}", page.act, methods=["POST"]),
    ]


class _Page:
    """The page of an SOP.

    Args:
        site: What routes use.
    """

    def __init__(self, site: Site) -> None:
        """Begin with no page open."""
        self._site = site
        self._session: ReviewSession = site.session
        self._shown = Shown()
        self._plain: dict[str, Callable[[str, str, Sent], Sop]] = {
            "accept": self._accept,
            "undo": lambda name, by, sent: self._session.undo(name, by),
            "redo": lambda name, by, sent: self._session.redo(name, by),
            "reopen": lambda name, by, sent: self._session.reopen(name, by),
        }

    def show(self, request: Request) -> Response:
        """Answer with the whole page."""
        name = request.path_params["name"]
        by = self._site.who(request)
        if not by:
            return RedirectResponse(f"/person?back={quote(address_of(request))}", 303)
        sop = self._session.open(name)
        form = build_form(sop, self._session.reader(name), by)
        return self._site.render(
            request,
            "sop.html",
            sop=sop,
            base=_base(name),
            form=form,
            shown=self._shown.keep(form, sop.draft.form),
            query=query_of(filter_of(request.query_params)),
            help=HELP,
        )

    def understand(self, request: Request) -> Response:
        """Answer with what a text would be understood as."""
        name, sent = request.path_params["name"], form_of(request)
        at = sent.get("at", "")
        if len(split_pointer(at)) < 2:
            raise HTTPException(400)
        reader = self._session.reader(name)
        parse = Parse.of(reader.understand(at, sent.get("typed", "")))
        return self._site.render(request, "blocks/parse.html", parse=parse)

    def act(self, request: Request) -> Response:
        """Do an action, and answer with the blocks that changed."""
        name, action = request.path_params["name"], request.path_params["action"]
        by, sent = self._by(request), form_of(request)
        known = self._shown.known(sent.get("shown", ""))
        try:
            if action in self._plain:
                before = self._session.open(name).draft
                sop = self._plain[action](name, by, sent)
                focus = "" if action == "accept" else _last_changed(before.revision, sop)
            elif action in ACTIONS:
                sop, focus = self._do(name, by, action, sent, known)
            else:
                raise HTTPException(404)
        except UnclearError as error:
            return self._unclear(request, error)
        except StaleReviewError as error:
            return self._stale(request, error, known)
        except BadEditError as error:
            return self._refused(request, error, known)
        forced = frozenset({id_of(sent.get("at", ""))} if action == "value" else ())
        headers = {FOCUS: focus} if focus else {}
        return self._answer(request, sop, known, forced=forced, headers=headers)

    def sign_off(self, request: Request) -> Response:
        """Sign off an SOP, and redirect to the next one."""
        name, by, sent = request.path_params["name"], self._by(request), form_of(request)
        known = self._shown.known(sent.get("shown", ""))
        wanted = filter_of(request.query_params)
        names = [row.id for row in self._session.queue(wanted) if row.state is not QueueState.DONE]
        try:
            self._session.sign_off(name, by, with_doubts=bool(sent.get("with_doubts")))
        except BadEditError:
            sop = self._session.open(name)
            return self._answer(request, sop, known, headers={DOUBTS: "1"})
        place = names.index(name) if name in names else -1
        following = [*names[place + 1 :], *names[: max(place, 0)]]
        query = query_of(wanted)
        target = f"/sop/{quote(following[0])}" if following else "/"
        return Response(
            status_code=204,
            headers={"HX-Redirect": f"{target}{query}"},
            background=self._site.drawing_ahead(following),
        )

    def _by(self, request: Request) -> str:
        """Return who sent the request.

        Raises:
            HTTPException: He has given no name.
        """
        if not (by := self._site.who(request)):
            raise HTTPException(403)
        return by

    def _accept(self, name: str, by: str, sent: Sent) -> Sop:
        """Confirm values, and accept findings."""
        seen, accepted = accepted_of(sent)
        return self._session.accept(name, by, list(seen), accepted, expected=seen)

    def _do(
        self, name: str, by: str, wanted: str, sent: Sent, known: Version | None
    ) -> tuple[Sop, str]:
        """Do an action; return the changed SOP, and the id of the element to focus."""
        action = ACTIONS[wanted](sent, self._session.reader(name))
        before = known.form if known is not None else None
        sop = self._session.commit(
            name,
            by,
            action.propose,
            expected=expected_of(action, before),
            confirmed=action.confirmed,
        )
        return sop, action.focus(before, sop.draft.form) if before is not None else ""

    def _unclear(self, request: Request, error: UnclearError) -> Response:
        """Answer that a text cannot be kept; it stays in its field."""
        parse = Parse.of(error.understood)
        return self._site.render(
            request, "unclear.html", status=422, id=id_of(error.at, "p"), parse=parse
        )

    def _stale(self, request: Request, error: StaleReviewError, known: Version | None) -> Response:
        """Answer that another person changed the value first, with the present one."""
        t = self._site.words(request)
        who = "stale_own" if error.own else "stale_other" if error.by else "stale_newer"
        now = error.now if isinstance(error.now, str) else as_text(error.now)
        is_text = isinstance(error.now, str | None)
        text = t(who, by=error.by or "")
        if is_text:
            text += " " + (t("stale_value", now=now) if now else t("stale_empty"))
        sop = self._session.open(request.path_params["name"])
        text += " " + t(
            "stale_typed" if request.path_params["action"] == "value" else "stale_again"
        )
        forced = frozenset({id_of(error.pointer)})
        return self._answer(request, sop, known, forced=forced, message=text, status=409)

    def _refused(self, request: Request, error: BadEditError, known: Version | None) -> Response:
        """Answer that something cannot be done."""
        text = self._site.words(request)(f"cannot_{error.reason.replace('-', '_')}")
        sop = self._session.open(request.path_params["name"])
        return self._answer(request, sop, known, message=text, status=409)

    def _answer(
        self,
        request: Request,
        sop: Sop,
        known: Version | None,
        *,
        forced: frozenset[str] = frozenset(),
        headers: Mapping[str, str] | None = None,
        message: str = "",
        status: int = 200,
    ) -> Response:
        """Answer with the blocks that differ from what the page shows.

        Args:
            request: What is answered.
            sop: The SOP.
            known: What the page shows; None if unknown: it gets all blocks.
            forced: Ids of blocks that are sent in any case.
            headers: Headers of the answer.
            message: The message to the person.
            status: The HTTP status.
        """
        name = request.path_params["name"]
        form = build_form(sop, self._session.reader(name), self._site.who(request))
        blocks = list(changed(form, known.states if known else {}))
        sent = {inner.id for block in blocks for inner in block.walk()}
        blocks += [one for one in form.walk() if one.id in forced - sent]
        answer = self._site.render(
            request,
            "answer.html",
            status=status,
            base=_base(name),
            blocks=blocks,
            shown=self._shown.keep(form, sop.draft.form),
            message=message,
        )
        answer.headers.update(headers or {})
        return answer


def _base(name: str) -> str:
    """Return the address of an SOP."""
    return f"/sop/{quote(name)}"


def _last_changed(revision: int, sop: Sop) -> str:
    """Return the id of the field that the entries since a revision changed first."""
    for entry in sop.draft.entries[revision:]:
        for change in entry.changes:
            if change.pointer.endswith("/order"):
                continue
            parts = split_pointer(change.pointer)
            if parts[0] == "flow" or parts[-1] in ("actors", "symbol"):
                return f"a-lanes-{parts[1] if parts[0] == 'flow' else parts[2]}"
            return id_of(change.pointer, "i")
        for at in (*entry.withdrawn, *entry.confirmed):
            return id_of(at, "i")
    return ""
