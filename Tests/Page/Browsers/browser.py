# SPDX-License-Identifier: Apache-2.0
"""What the tests do with a browser, whichever it is: no test waits for a time, each waits for a condition."""

import os
import time


class Browser:
    """A browser with the recovery page in it."""

    #: How long to wait for a condition, in seconds: generous, for a machine that others use.
    patience = 180

    def __init__(self):
        self.page = None

    def open(self, page):
        """Opens the page from its file, and waits until it runs."""
        self.page = page
        self.navigate(f"file://{page}")
        self.until("return !document.getElementById('statement').hidden", "the form of the statement")

    def until(self, script, what, *arguments):
        """Waits until a script gives something true, and returns it."""
        end = time.monotonic() + self.patience
        while True:
            found = self.run(script, *arguments)
            if found:
                return found
            if time.monotonic() > end:
                raise AssertionError(f"missing: {what}; {self.name} shows: {self.words()}")
            time.sleep(0.1)

    def until_saved(self, count):
        """Waits until the page has saved so many files, and returns their paths, the newest last."""
        end = time.monotonic() + self.patience
        while True:
            paths = [path for path in self.saved_files() if os.path.getsize(path) > 0]
            if len(paths) >= count:
                return sorted(paths, key=os.path.getmtime)
            if time.monotonic() > end:
                raise AssertionError(f"missing: saved file {count}; {self.name} saved {paths} and shows: {self.words()}")
            time.sleep(0.1)

    def words(self):
        """The words that the page shows."""
        return self.run("return document.body.innerText").strip()

    def text(self, selector):
        """The text of an element, or nothing if it is not there."""
        return self.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def until_text(self, selector, wanted):
        """Waits until an element's text contains some words."""
        return self.until(
            "const text = document.querySelector(arguments[0])?.textContent ?? '';"
            "return text.includes(arguments[1]) ? text : null", f"“{wanted}” in {selector}", selector, wanted)

    def until_shown(self, selector):
        """Waits until an element is visible and can be used."""
        self.until("const found = document.querySelector(arguments[0]);"
                   "return Boolean(found && found.getClientRects().length > 0 && !found.disabled)",
                   f"{selector} on the screen", selector)

    def press(self, selector):
        """Waits for a button, and presses it."""
        self.until_shown(selector)
        self.click(selector)

    # Steps of a recovery.

    def state(self, reason="identity provider down, INC-4711", practice=False, set_code="",
              account="AWS root, example.com"):
        """States what the recovery is for."""
        if account:
            self.type("#account", account)
        self.type("#reason", reason)
        self.type("#operator", "Dana Novak")
        if practice:
            self.press("#practice")
        if set_code:
            self.press(".more summary")
            self.until_shown("#set")
            self.type("#set", set_code)
        self.press("#statement-form button.main")
        self.until_shown("#choose")

    def give(self, *paths):
        """Gives files by choice, and waits until they are read."""
        self.type("#files", "\n".join(str(path) for path in paths))
        for path in paths:
            self.until_text("#seen", str(path).rsplit("/", 1)[-1])
        self.until("return !document.querySelector('#seen .busy')", "an end of reading")

    def paste(self, text):
        """Pastes a text."""
        # Firefox makes an event's data from its own members, and ignores the standard one.
        self.run("""
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', arguments[0]);
            document.body.dispatchEvent(new ClipboardEvent('paste',
              { clipboardData, data: arguments[0], dataType: 'text/plain', bubbles: true, cancelable: true }));""", text)

    def record_opening(self):
        """Records the opening, and saves the journal."""
        self.press("#open")
        self.press("#save-before-show")
        self.until_shown("#show")

    def reveal(self):
        """Shows the credential, and returns its fields as they are spelled for a screen reader."""
        self.press("#show")
        self.until_drawn()
        self.press("#reveal-text")
        return self.until("""
            const fields = [...document.querySelectorAll('.revealed')].map((field) =>
              [field.querySelector('h3').textContent, field.querySelector('.as-text')?.textContent ?? '']);
            return fields.every((field) => field[1] !== '') ? fields : null;""", "the values as text")

    def until_drawn(self):
        """Waits until every value of the reveal is drawn."""
        self.until("return document.getElementById('reveal').open", "the screen of the reveal")
        self.until("""
            const canvases = [...document.querySelectorAll('#reveal canvas')];
            return canvases.length > 0 && canvases.every((canvas) => {
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              return data.some((level) => level > 0);
            });""", "drawn values")

    def markup(self):
        """Everything that is in the document: markup, values of inputs, title, address."""
        return self.run("""
            return [document.documentElement.outerHTML, document.title, location.href, String(history.length),
              ...[...document.querySelectorAll('input, textarea')].map((input) => input.value),
              ...Object.keys(localStorage ?? {}), ...Object.keys(sessionStorage ?? {}), document.cookie].join('\\n');""")
