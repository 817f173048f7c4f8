# SPDX-License-Identifier: Apache-2.0
"""Chromium, driven by selenium with Debian's chromedriver."""

import json
import os
import tempfile
import urllib.request

import websocket
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from browser import Browser

WATCH = """
window.cspViolations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.cspViolations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
"""


class Chromium(Browser):
    """A headless Chromium with an empty profile."""

    name = "Chromium"

    def __init__(self, camera=None, is_dark=False, width=1280, height=900):
        """`camera`: "denied", the path of an MJPEG file that the camera shows, or None for no camera."""
        super().__init__()
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                         f"--window-size={width},{height}"]:
            options.add_argument(argument)
        if camera == "denied":
            options.add_argument("--deny-permission-prompts")
            options.add_argument("--use-fake-device-for-media-stream")
        elif camera is not None:
            options.add_argument("--use-fake-ui-for-media-stream")
            options.add_argument("--use-fake-device-for-media-stream")
            options.add_argument(f"--use-file-for-fake-video-capture={camera}")
        self.downloads = tempfile.TemporaryDirectory()
        options.add_experimental_option("prefs", {"download.default_directory": self.downloads.name})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.set_capability("unhandledPromptBehavior", "accept")
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver", log_path=os.devnull))
        self.driver.set_script_timeout(self.patience)
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}]})
        self.resize(width, height)

    def navigate(self, address):
        self.driver.get(address)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def run_async(self, script, *arguments):
        return self.driver.execute_async_script(script, *arguments)

    def click(self, selector):
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def type(self, selector, text):
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)

    def picture(self):
        return self.driver.get_screenshot_as_png()

    def resize(self, width, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def saved_files(self):
        """The paths of the files that the page saved, without those that are being written."""
        names = sorted(os.listdir(self.downloads.name))
        return [os.path.join(self.downloads.name, name) for name in names if not name.endswith(".crdownload")
                and not name.startswith(".")]

    def violations(self):
        found = self.run("return window.cspViolations")
        logged = [entry["message"] for entry in self.driver.get_log("browser")
                  if "Content Security Policy" in entry["message"] or entry["source"] == "security"]
        return found + logged

    def heap(self):
        """Everything that is left in the page's JavaScript memory once garbage is collected, as DevTools sees it."""
        address = self.driver.capabilities["goog:chromeOptions"]["debuggerAddress"]
        with urllib.request.urlopen(f"http://{address}/json", timeout=self.patience) as answer:
            target = next(one for one in json.load(answer) if one["type"] == "page")
        connection = websocket.create_connection(target["webSocketDebuggerUrl"], timeout=self.patience,
                                                 suppress_origin=True)
        chunks = []
        for number, method in enumerate(["HeapProfiler.enable", "HeapProfiler.collectGarbage",
                                         "HeapProfiler.collectGarbage", "HeapProfiler.takeHeapSnapshot"]):
            connection.send(json.dumps({"id": number, "method": method}))
            while True:
                message = json.loads(connection.recv())
                if message.get("method") == "HeapProfiler.addHeapSnapshotChunk":
                    chunks.append(message["params"]["chunk"])
                if message.get("id") == number:
                    break
        connection.close()
        return "".join(chunks)

    def close(self):
        self.driver.quit()
        self.downloads.cleanup()
