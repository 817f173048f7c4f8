# SPDX-License-Identifier: Apache-2.0
"""The page is alone: it loads nothing, sends nothing, keeps nothing, and runs no script but its own."""

import http.server
import pathlib
import re
import threading
import unittest

from material import PASSWORD, vectors
from page_test import PAGE, in_each_browser, material


class Listener(http.server.BaseHTTPRequestHandler):
    """Notes that somebody came."""

    def do_GET(self):
        self.server.visits.append(self.path)
        self.send_response(204)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *arguments):
        pass


@in_each_browser
class Alone:
    def listen(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        server.visits = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server, f"http://127.0.0.1:{server.server_address[1]}"

    def test_nothing_reaches_the_network(self):
        server, address = self.listen()
        refused = self.browser.run_async("""
            const [address, done] = arguments;
            const image = new Image();
            const loaded = new Promise((resolve) => {
              image.onload = () => resolve('loaded'); image.onerror = () => resolve('refused');
            });
            image.src = address + '/image';
            const socket = () => { try { new WebSocket(address.replace('http', 'ws') + '/socket'); return 'open'; }
              catch { return 'refused'; } };
            Promise.all([
              fetch(address + '/fetch').then(() => 'fetched', () => 'refused'), loaded,
              new Promise((resolve) => { const request = new XMLHttpRequest(); request.onload = () => resolve('got');
                request.onerror = () => resolve('refused'); request.open('GET', address + '/xhr'); request.send(); }),
            ]).then(done);""", address)
        self.assertEqual(refused, ["refused"] * 3)
        self.browser.run("""
            navigator.sendBeacon?.(arguments[0] + '/beacon', 'x');
            for (const [tag, name] of [['script', 'src'], ['iframe', 'src'], ['link', 'href']]) {
              const element = document.createElement(tag);
              element[name] = arguments[0] + '/' + tag;
              if (tag === 'link') element.rel = 'stylesheet';
              document.body.append(element);
            }
            const form = document.createElement('form');
            form.action = arguments[0] + '/form';
            document.body.append(form);
            try { form.submit(); } catch { /* Firefox throws */ }""", address)
        self.browser.until("return document.querySelector('iframe') !== null", "the page, still there")
        self.assertTrue(self.browser.run_async("""
            const done = arguments[0];
            fetch('data:,x').then(() => done(false), () => done(true));"""))
        self.assertEqual(server.visits, [])

    def test_no_other_script_runs(self):
        self.browser.run("""
            window.ran = [];
            const inline = document.createElement('script');
            inline.textContent = 'window.ran.push("inline")';
            document.body.append(inline);
            const button = document.createElement('button');
            button.setAttribute('onclick', 'window.ran.push("handler")');
            document.body.append(button);
            button.click();
            const address = document.createElement('a');
            address.href = 'javascript:window.ran.push("address")';
            document.body.append(address);
            address.click();
            const styled = document.createElement('style');
            styled.textContent = 'body { outline-style: dotted !important }';
            document.head.append(styled);""")
        # A driver's own script may evaluate; what the page runs later may not.
        outcome = self.browser.run_async("""
            const done = arguments[0];
            try { window.setTimeout('window.ran.push("timer")', 0); } catch { /* refused */ }
            window.setTimeout(() => {
              let evaluated = 'refused';
              try { evaluated = window.eval('1 + 1'); } catch { /* refused */ }
              let made = 'refused';
              try { made = new window.Function('return 1')(); } catch { /* refused */ }
              window.setTimeout(() =>
                done([evaluated, made, window.ran, getComputedStyle(document.body).outlineStyle]), 0);
            }, 0);""")
        self.assertEqual(outcome, ["refused", "refused", [], "none"])

    def test_a_changed_script_does_not_run_and_the_notice_stays(self):
        text = pathlib.Path(PAGE).read_text(encoding="utf-8")
        changed = material.folder / "changed.html"
        place = text.index("<script>") + len("<script>")
        changed.write_text(text[:place] + "window.changed = true;" + text[place:], encoding="utf-8")
        self.browser.navigate(f"file://{changed}")
        self.browser.until("return document.readyState === 'complete'", "a loaded page")
        self.assertEqual(self.browser.run("return [window.changed ?? null, document.getElementById('statement').hidden]"),
                         [None, True])
        self.assertIn("The page is not running", self.browser.words())

    def test_it_keeps_nothing_in_the_browser(self):
        self.browser.state()
        self.browser.give(*material.quorum("plain"))
        self.browser.until_shown("#open")
        kept = self.browser.run_async("""
            const done = arguments[0];
            const count = (what) => { try { return window[what].length; } catch { return 0; } };
            Promise.all([
              indexedDB.databases?.().then((found) => found.length, () => 0) ?? 0,
              window.caches ? caches.keys().then((found) => found.length, () => 0) : 0,
              navigator.serviceWorker ? navigator.serviceWorker.getRegistrations().then((found) => found.length, () => 0) : 0,
            ]).then((found) => done([...found, count('localStorage'), count('sessionStorage'), document.cookie]));""")
        self.assertEqual(kept, [0, 0, 0, 0, 0, ""])
        self.assertNotIn("#", self.browser.run("return location.href"))

    def test_no_secret_is_in_the_document_at_any_step(self):
        made = vectors("security-and-operations")
        secrets = [share["code"] for share in made["shares"]] + [
            bytes.fromhex(field["value"]).decode() for field in made["fields"] if field["kind"] == 2]

        def see_none():
            markup = self.browser.markup()
            for secret in secrets:
                self.assertNotIn(secret, markup)
            self.assertNotIn("BGS1", markup)

        self.browser.state()
        self.browser.paste("\n".join([*made["manifestCodes"], *made["ciphertextCodes"],
                                      *[share["code"] for share in made["shares"]]]))
        self.browser.until_shown("#open")
        see_none()
        self.browser.record_opening()
        see_none()
        self.browser.press("#show")
        self.browser.until("return document.getElementById('reveal').open", "the screen of the reveal")
        see_none()
        self.browser.type("#reveal-clear", "x")
        self.browser.until("return !document.getElementById('reveal').open", "a cleared screen")
        see_none()

    def test_nothing_is_left_after_forget(self):
        self.browser.state(reason="the portal answers 503, INC-4711")
        self.browser.give(*material.quorum("plain"))
        self.browser.record_opening()
        self.browser.reveal()
        self.browser.type("#reveal-clear", "\ue00c")
        self.browser.press("#forget")
        self.browser.press("#confirm-forget-yes")
        self.browser.until_shown("#forgotten")
        markup = self.browser.markup()
        for trace in (PASSWORD, "BGS1", "INC-4711", "g1m1", "Dana Novak", "AWS root"):
            self.assertNotIn(trace, markup)
        self.assertEqual(self.browser.run("""
            return document.querySelectorAll('canvas, video, input, textarea, form').length;"""), 0)


class Written(unittest.TestCase):
    def test_every_address_in_the_page_is_its_own(self):
        text = pathlib.Path(PAGE).read_text(encoding="utf-8")
        markup = re.sub(r"<script>.*?</script>", "", text, flags=re.S)
        self.assertEqual(re.findall(r"""(?:src|href|action|url)\s*[=(]\s*["']?[^"'\s>)]+""", markup), [])
