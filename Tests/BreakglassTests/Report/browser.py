#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Opens a page in headless Chromium, offline and without scripts, and tells what a person would meet there.

    browser.py PAGE AXE [FOLDER]

PAGE is a file, AXE the script of axe-core, which is put into the page only after it was loaded. Pictures of the page and
its print go to FOLDER, if there is one; what was found goes to standard output as JSON. Chromium is driven by its
DevTools protocol over a pipe."""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

FLAGS = ["--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-gpu",
         "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb",
         "--disable-frame-rate-limit"]

# What the keyboard can reach, each with a number of its own.
REACHABLE = """[...document.querySelectorAll('a[href], summary, [tabindex="0"]')].filter(e => e.checkVisibility())
    .map((e, i) => { e.dataset.stop = i; return e.tagName.toLowerCase() + ' ' + (e.getAttribute('href') || e.id || i) })"""

FOCUSED = """(() => { const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
    return { stop: e.dataset.stop === undefined ? null : Number(e.dataset.stop),
        isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        isInView: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth } })()"""


class Browser:
    """Chromium, and the one page in it."""

    def __init__(self, profile):
        to_child, commands = os.pipe()
        answers, from_child = os.pipe()

        def wire():
            # The protocol's pipe is descriptors 3 and 4, whatever numbers the ends have.
            first, second = os.dup(to_child), os.dup(from_child)
            os.dup2(first, 3)
            os.dup2(second, 4)

        root = ["--no-sandbox"] if os.getuid() == 0 else []
        self.process = subprocess.Popen(
            ["chromium", *FLAGS, *root, f"--user-data-dir={profile}"], preexec_fn=wire, close_fds=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_child)
        os.close(from_child)
        self.commands, self.answers = os.fdopen(commands, "wb", 0), answers
        self.rest, self.number, self.session, self.events = b"", 0, None, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def read(self):
        while b"\0" not in self.rest:
            data = os.read(self.answers, 1 << 20)
            if not data:
                raise SystemExit("browser.py: Chromium ended")
            self.rest += data
        line, self.rest = self.rest.split(b"\0", 1)
        return json.loads(line)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.commands.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"browser.py: {method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, event):
        while not any(seen.get("method") == event for seen in self.events):
            self.events.append(self.read())

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"browser.py: {result['exceptionDetails']}")
        return result["result"].get("value")

    def media(self, scheme, kind=""):
        self.call("Emulation.setEmulatedMedia", media=kind, features=[{"name": "prefers-color-scheme", "value": scheme}])

    def width(self, pixels):
        self.call("Emulation.setDeviceMetricsOverride", width=pixels, height=900, deviceScaleFactor=1, mobile=False)

    def picture(self, path):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000), "scale": 1}
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shot["data"]))

    def tab(self):
        for kind in "rawKeyDown", "keyUp":
            self.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)


def load(browser, page):
    for domain in "Page", "Runtime", "Log", "Network", "Accessibility":
        browser.call(f"{domain}.enable")
    browser.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1)
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.width(1280)
    browser.call("Page.navigate", url=page.resolve().as_uri())
    browser.wait_for("Page.loadEventFired")
    # A question that is answered after whatever the page still had to say.
    browser.value("document.title")
    def seen(method):
        return [event["params"] for event in browser.events if event.get("method") == method]
    return {
        "requests": [event["request"]["url"] for event in seen("Network.requestWillBeSent")],
        "console": [event["entry"]["text"] for event in seen("Log.entryAdded")]
        + [str(event["args"]) for event in seen("Runtime.consoleAPICalled")]
        + [event["exceptionDetails"]["text"] for event in seen("Runtime.exceptionThrown")],
    }


def keyboard(browser):
    stops, reached, unmarked, hidden = browser.value(REACHABLE), set(), [], []
    for _ in range(len(stops) + 20):
        browser.tab()
        focused = browser.value(FOCUSED)
        if focused["stop"] is None:
            continue
        if focused["stop"] in reached:
            break
        reached.add(focused["stop"])
        if not focused["isMarked"]:
            unmarked.append(stops[focused["stop"]])
        if not focused["isInView"]:
            hidden.append(stops[focused["stop"]])
    return {"stops": len(stops), "unmarked": unmarked, "hidden": hidden,
            "unreached": [name for number, name in enumerate(stops) if number not in reached]}


def follow(browser):
    """Follows the first link to an entry by the return key, and tells what is in view then."""
    browser.value("document.querySelector('.ref').focus()")
    for kind in "rawKeyDown", "char", "keyUp":
        browser.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", text="\r", windowsVirtualKeyCode=13)
    return browser.value("""(() => { const e = document.querySelector(':target'), top = e && e.getBoundingClientRect().top;
        return { target: e && e.id, isInView: e !== null && top >= 0 && top < innerHeight,
            shown: e ? [...e.querySelectorAll('pre')].filter(p => p.checkVisibility({contentVisibilityAuto: true,
                visibilityProperty: true}) && p.getBoundingClientRect().height > 20).map(p => p.innerText) : [] } })()""")


def tree(browser):
    nodes = [node for node in browser.call("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored")]
    return [{"role": node["role"]["value"], "name": node.get("name", {}).get("value", "")} for node in nodes
            if node["role"]["value"] in ("banner", "navigation", "main", "contentinfo", "image", "region", "table", "heading")]


def faults(browser):
    result = browser.value("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    def words(rules):
        return [f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}" for rule in rules
                for node in rule["nodes"][:5]]
    return {"violations": words(result["violations"]), "undecided": words(result["incomplete"]),
            "passes": [rule["id"] for rule in result["passes"]]}


def print_out(browser, folder):
    # Whoever prints from a dark screen still prints on white paper.
    browser.media("dark", "print")
    text = browser.value("document.body.innerText")
    browser.media("dark")
    for name, width, height in ("a4", 8.27, 11.69), ("letter", 8.5, 11):
        pdf = browser.call("Page.printToPDF", paperWidth=width, paperHeight=height, printBackground=False,
                           preferCSSPageSize=False)
        (folder / f"{name}.pdf").write_bytes(base64.b64decode(pdf["data"]))
    return text


def main():
    page, axe, *folders = map(pathlib.Path, sys.argv[1:])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        found = load(browser, page)
        found["tree"] = tree(browser)
        found["overflow"] = []
        for scheme in "light", "dark":
            browser.media(scheme)
            for width in 1280, 400:
                browser.width(width)
                found["overflow"].append(browser.value("document.documentElement.scrollWidth") - width)
                for folder in folders:
                    browser.picture(folder / f"{scheme}-{width}.png")
        found["narrowTree"] = tree(browser)
        browser.width(1280)
        found["keyboard"] = keyboard(browser)
        found["followed"] = follow(browser)
        found["print"] = "".join(print_out(browser, folder) for folder in folders)
        # From here on the tool's own script runs in the page, and all that is folded is unfolded.
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
        browser.value(axe.read_text(encoding="utf-8") + "; document.querySelectorAll('details').forEach(e => e.open = true)")
        for scheme in "light", "dark":
            browser.media(scheme)
            found[scheme] = faults(browser)
        browser.session = None
        browser.call("Browser.close")
        browser.process.wait(10)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
