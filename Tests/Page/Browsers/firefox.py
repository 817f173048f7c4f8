# SPDX-License-Identifier: Apache-2.0
"""Firefox ESR, driven through Marionette over a plain socket: Debian has no geckodriver."""

import base64
import json
import os
import socket
import subprocess
import tempfile
import time

from browser import Browser

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

PREFERENCES = {
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.download.alwaysOpenPanel": False,
    "app.update.disabledForTesting": True,
}


class Firefox(Browser):
    """A headless Firefox with an empty profile."""

    name = "Firefox"

    def __init__(self, camera=None, is_dark=False, width=1280, height=900):
        """`camera`: "denied" or None; Firefox has no fake camera that shows a file."""
        super().__init__()
        self.profile = tempfile.TemporaryDirectory()
        self.downloads = tempfile.TemporaryDirectory()
        preferences = dict(PREFERENCES)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        preferences["marionette.port"] = port
        preferences["browser.download.dir"] = self.downloads.name
        if is_dark:
            preferences["layout.css.prefers-color-scheme.content-override"] = 0
        if camera == "denied":
            preferences["permissions.default.camera"] = 2
            preferences["media.navigator.streams.fake"] = True
        with open(os.path.join(self.profile.name, "user.js"), "w", encoding="utf-8") as file:
            for name, value in preferences.items():
                file.write(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n")
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", self.profile.name,
             f"--width={width}", f"--height={height}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "MOZ_HEADLESS": "1"})
        self.socket = self.connect(port)
        self.file = self.socket.makefile("rwb")
        self.count = 0
        self.receive()
        self.ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"unhandledPromptBehavior": "accept"}}})
        self.ask("WebDriver:SetTimeouts", {"script": self.patience * 1000})

    def connect(self, port):
        """Waits until Firefox listens."""
        end = time.monotonic() + self.patience
        while time.monotonic() < end:
            try:
                connection = socket.create_connection(("127.0.0.1", port))
                connection.settimeout(self.patience)
                return connection
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise AssertionError("missing: Firefox that listens for Marionette")

    def receive(self):
        length = b""
        while not length.endswith(b":"):
            byte = self.file.read(1)
            if not byte:
                raise AssertionError("missing: a reply of Firefox, which ended")
            length += byte
        return json.loads(self.file.read(int(length[:-1])))

    def ask(self, command, parameters=None):
        self.count += 1
        message = json.dumps([0, self.count, command, parameters or {}]).encode()
        self.file.write(str(len(message)).encode() + b":" + message)
        self.file.flush()
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result

    def navigate(self, address):
        self.ask("WebDriver:Navigate", {"url": address})

    # Scripts run in the page itself, not in a sandbox around it, so that its policy holds for them too.
    def run(self, script, *arguments):
        return self.ask("WebDriver:ExecuteScript", {
            "script": script, "args": list(arguments), "sandbox": None, "newSandbox": False})["value"]

    def run_async(self, script, *arguments):
        return self.ask("WebDriver:ExecuteAsyncScript", {
            "script": script, "args": list(arguments), "sandbox": None, "newSandbox": False})["value"]

    def element(self, selector):
        found = self.ask("WebDriver:FindElement", {"using": "css selector", "value": selector})
        return found["value"][ELEMENT]

    def click(self, selector):
        self.ask("WebDriver:ElementClick", {"id": self.element(selector)})

    def type(self, selector, text):
        self.ask("WebDriver:ElementSendKeys", {"id": self.element(selector), "text": text})

    def picture(self):
        return base64.b64decode(self.ask("WebDriver:TakeScreenshot", {"full": False})["value"])

    def resize(self, width, height):
        self.ask("WebDriver:SetWindowRect", {"width": width, "height": height})

    def saved_files(self):
        names = sorted(os.listdir(self.downloads.name))
        whole = [name for name in names if not name.endswith(".part") and name + ".part" not in names]
        return [os.path.join(self.downloads.name, name) for name in whole]

    def violations(self):
        return self.run("return window.cspViolations || []")

    def close(self):
        try:
            self.ask("Marionette:Quit", {"flags": ["eForceQuit"]})
            self.process.wait(self.patience)
        except (RuntimeError, AssertionError, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.socket.close()
        self.profile.cleanup()
        self.downloads.cleanup()
