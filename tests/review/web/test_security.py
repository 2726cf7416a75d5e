"""Who may ask the review for what."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from extract.review.limits import WEB_LIMITS
from extract.review.web.forms import form_of
from extract.storage.record_files import record_file, write_records
from tests.records import make_record
from tests.review.web.serving import Served, serve

SECRET = "a file beside the run"  # noqa: S105


def _echo(request: Request) -> Response:
    return PlainTextResponse("|".join(f"{k}={v}" for k, v in form_of(request).multi_items()))


def _fail(request: Request) -> Response:
    raise RuntimeError("quotes Bunga Uji of the document")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("run")
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    output = folder / "out"
    write_records(record_file(output, "samples/arsip.pdf"), [make_record()])
    (output / "secret.txt").write_text(SECRET, encoding="utf-8")
    extra = [Route("/echo", _echo, methods=["POST"]), Route("/fail", _fail)]
    with serve(output, extra=extra) as running:
        yield running


def headers(served: Served, **changed: str | None) -> dict[str, str]:
    """Return the headers that a page of ours sends with a form, but for some."""
    usual = {
        "Cookie": served.cookie,
        "Origin": served.url.rstrip("/"),
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRF-Token": served.site.keys.csrf,
    }
    told = usual | {name.replace("_", "-"): value for name, value in changed.items()}
    return {name: value for name, value in told.items() if value is not None}


class TestComingIn:
    def test_the_link_lets_a_browser_in_and_leaves_no_token_behind(self, served: Served) -> None:
        path = served.link.removeprefix(served.url.rstrip("/"))
        answer = served.ask(path)
        assert (answer.status, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert served.site.keys.token not in str(answer.headers) + answer.text
        assert served.ask("/", headers={"Cookie": cookie.split(";")[0]}).status == 200

    def test_the_token_leads_to_the_first_page_alone(self, served: Served) -> None:
        answer = served.ask(f"//elsewhere.example/?token={served.site.keys.token}")
        assert answer.headers["location"] == "/"

    @pytest.mark.parametrize("token", ["", "wrong", "%00", "%C3%A9", "%E9"])
    def test_a_wrong_token_does_not(self, token: str, served: Served) -> None:
        answer = served.ask(f"/?token={token}")
        assert answer.status == 403
        assert "set-cookie" not in answer.headers

    @pytest.mark.parametrize(
        "path", ["/", "/sop/abababababab-1", "/pages/abababababab-1/1.json", "/person", "/nothing"]
    )
    def test_without_a_cookie_nothing_is_answered(self, path: str, served: Served) -> None:
        answer = served.ask(path)
        assert answer.status == 403
        assert "Peminjaman" not in answer.text

    def test_static_files_are_none_of_others_business(self, served: Served) -> None:
        path = served.site.assets.address("shell.js")
        assert served.ask(path).status == 403
        answer = served.get(path)
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]

    @pytest.mark.parametrize("cookie", ["wrong", "", '"', "=;=;", "\u00ff" * 100])
    def test_a_wrong_cookie_does_not(self, cookie: str, served: Served) -> None:
        told = {"Cookie": f"{served.address.cookie}={cookie}"}
        assert served.ask("/", headers=told).status == 403

    def test_the_token_is_no_cookie_and_no_secret_of_pages(self, served: Served) -> None:
        keys = served.site.keys
        told = {"Cookie": f"{served.address.cookie}={keys.token}"}
        assert served.ask("/", headers=told).status == 403
        assert len({keys.token, keys.session, keys.csrf}) == 3


class TestHost:
    @pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
    def test_names_of_this_machine(self, name: str, served: Served) -> None:
        told = {"Host": f"{name}:{served.address.port}", "Cookie": served.cookie}
        assert served.ask("/", headers=told).status == 200

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example:{port}", "127.0.0.1.evil.example:{port}", "127.0.0.1", "127.0.0.1:1",
            "127.0.0.1:{port}@evil.example", "localhost.:{port}", "[::1", "", "10.0.0.1:{port}",
            "0.0.0.0:{port}",
        ],
    )  # fmt: skip
    def test_other_names_even_with_the_cookie(self, host: str, served: Served) -> None:
        told = {"Host": host.format(port=served.address.port), "Cookie": served.cookie}
        answer = served.ask("/", headers=told)
        assert answer.status in (400, 403)
        assert "Peminjaman" not in answer.text

    def test_of_a_server_for_others_too(self, tmp_path: Path) -> None:
        write_records(record_file(tmp_path, "samples/arsip.pdf"), [make_record()])
        with serve(tmp_path, host="0.0.0.0") as served:  # noqa: S104
            statuses = {
                name: served.ask(
                    "/", headers={"Host": f"{name}:{served.address.port}", "Cookie": served.cookie}
                ).status
                for name in (socket.gethostname(), "127.0.0.1", "localhost", "evil.example",
                             "10.1.2.3", "127.0.0.2")
            }  # fmt: skip
            assert socket.gethostname() in served.link
        assert [name for name, status in statuses.items() if status == 200] == [
            socket.gethostname(), "127.0.0.1", "localhost",
        ]  # fmt: skip
        assert set(statuses.values()) == {200, 403}

    def test_two_names_or_none(self, served: Served) -> None:
        good = f"Host: 127.0.0.1:{served.address.port}\r\n"
        for hosts in (good + good, good + "Host: evil.example\r\n", ""):
            rest = f"Connection: close\r\nCookie: {served.cookie}\r\n\r\n"
            answer = _raw(served, f"GET / HTTP/1.1\r\n{hosts}{rest}")
            assert answer.split()[1] in ("400", "403")


class TestChanges:
    def test_a_form_of_ours_is_taken(self, served: Served) -> None:
        answer = served.post("/echo", name="Bunga & Uji", empty="")
        assert (answer.status, answer.text) == (200, "name=Bunga & Uji|empty=")

    def test_the_secret_may_stand_in_the_form(self, served: Served) -> None:
        body = f"csrf={served.site.keys.csrf}&a=1".encode()
        told = headers(served, X_CSRF_Token=None)
        answer = served.ask("/echo", method="POST", headers=told, body=body)
        assert answer.status == 200
        assert answer.text.endswith("|a=1")

    @pytest.mark.parametrize(
        "changed",
        [
            {"Origin": None}, {"Origin": "null"}, {"Origin": "http://evil.example"},
            {"Origin": "http://127.0.0.1:1"}, {"Origin": "https://127.0.0.1"}, {"Origin": ""},
            {"X_CSRF_Token": None}, {"X_CSRF_Token": ""}, {"X_CSRF_Token": "wrong"},
            {"X_CSRF_Token": "\u00e9"}, {"Cookie": None}, {"Cookie": "sop_review_1=1"},
        ],
        ids=str,
    )  # fmt: skip
    def test_what_lacks_a_sign_of_our_page_is_not(
        self, changed: dict[str, str | None], served: Served
    ) -> None:
        told = headers(served, **changed)
        assert served.ask("/echo", method="POST", headers=told, body=b"a=1").status == 403

    def test_the_secret_in_the_address_or_another_kind_of_body_does_not_count(
        self, served: Served
    ) -> None:
        csrf = served.site.keys.csrf
        told = headers(served, X_CSRF_Token=None)
        answer = served.ask(f"/echo?csrf={csrf}", method="POST", headers=told, body=b"a=1")
        assert answer.status == 403
        told["Content-Type"] = "text/plain"
        body = f"csrf={csrf}".encode()
        assert served.ask("/echo", method="POST", headers=told, body=body).status == 403

    def test_a_page_that_another_name_of_ours_showed_is_ours(self, served: Served) -> None:
        host = f"localhost:{served.address.port}"
        told = headers(served, Host=host, Origin=f"http://{host}")
        assert served.ask("/echo", method="POST", headers=told, body=b"a=1").status == 200
        told["Origin"] = served.url.rstrip("/")
        assert served.ask("/echo", method="POST", headers=told, body=b"a=1").status == 403

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
    def test_other_methods(self, method: str, served: Served) -> None:
        told = headers(served)
        assert served.ask("/echo", method=method, headers=told, body=b"").status == 405

    def test_reading_changes_nothing(self, served: Served) -> None:
        assert served.get("/echo").status == 405
        assert served.post("/").status == 405

    def test_too_much_at_once(self, served: Served) -> None:
        body = b"a=" + b"1" * WEB_LIMITS.max_request_bytes
        answer = served.ask("/echo", method="POST", headers=headers(served), body=body)
        assert answer.status == 413


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        [
            "/static/{version}/..%2f..%2fsite.py", "/static/{version}/../keys.py",
            "/static/{version}/%2e%2e/keys.py", "/static/{version}/shell.css%00.py",
            "/static/old/shell.css", "/static/{version}/words.toml", "/static/{version}/",
            "/pages/..%2f..%2fsecret.txt/1.json", "/pages/../secret.txt", "/secret.txt",
            "/pages/{id}/..%2f..%2f..%2fsecret.txt", "/pages/{id}/0.webp", "/pages/{id}/-1.json",
            "/pages/{id}/1e1.json", "/pages/{id}/99.webp", "/pages/{id}/" + "9" * 5000 + ".json",
            "/pages/{id}/\u0661.json", "/pages/{id}/1%2f.json", "/pages/{id}%00/1.json",
            "/pages/{id}%2f1.json", "/sop/..%2f..%2fsecret.txt", "/sop/{id}%2f", "/sop/%00",
            "/sop/" + "a" * 5000, "//sop/{id}", "/pages/{id}/text.json",
        ],
    )  # fmt: skip
    def test_there_is_nothing_else(self, path: str, served: Served) -> None:
        named = path.replace("{version}", served.site.assets.version)
        named = named.replace("{id}", "abababababab-1").encode().decode("latin-1")
        answer = _raw(
            served,
            f"GET {named} HTTP/1.1\r\nHost: 127.0.0.1:{served.address.port}\r\n"
            f"Cookie: {served.cookie}\r\nConnection: close\r\n\r\n",
        )
        assert answer.split()[1] in ("400", "404"), answer[:200]
        assert SECRET not in answer
        assert "import" not in answer

    def test_leading_on_stays_here(self, served: Served) -> None:
        for back in ("//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nX: y"):
            answer = served.post("/person", name="Bunga", back=back)
            assert (answer.status, answer.headers["location"]) == (303, "/")
        answer = served.post("/person", name="Bunga", back="/sop/abababababab-1")
        assert answer.headers["location"] == "/sop/abababababab-1"


def test_every_answer_has_the_headers(served: Served) -> None:
    refused = served.ask("/")
    for answer in (served.get("/"), served.get("/nothing"), refused, served.get("/fail")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers


def test_a_defect_is_said_without_what_the_document_holds(
    served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = served.get("/fail")
    assert answer.status == 500
    shown = capfd.readouterr().err
    assert "RuntimeError at" in shown
    for text in (answer.text, shown):
        assert "quotes" not in text
        assert "Traceback" not in text


def test_what_is_shown_of_a_document_is_no_markup(tmp_path: Path) -> None:
    record = make_record(title="<script>alert(1)</script>")
    write_records(record_file(tmp_path, "a.pdf"), [record])
    with serve(tmp_path, by='"><img src=x>') as served:
        for path in ("/", f"/sop/{record.id}", "/person"):
            answer = served.get(path)
            assert answer.status == 200
            assert "<script>alert" not in answer.text
            assert "<img" not in answer.text


def _raw(served: Served, request: str) -> str:
    """Send bytes just so, and return the answer."""
    with socket.create_connection(("127.0.0.1", served.address.port), timeout=60) as connection:
        connection.sendall(request.encode("latin-1"))
        told = b""
        while chunk := connection.recv(65536):
            told += chunk
    return told.decode("utf-8", "replace")
