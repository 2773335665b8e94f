# SPDX-License-Identifier: BSD-3-Clause
# gui.py - a server of the page in the folder of a test, and a real browser that shows it.
#
#   with Page() as page:                     # serves ./folder, opens it, fails on errors of the page
#       page.tab("drives")
#       page.enter("drives.evprox1.mu", "30")
#       page.wait(lambda: page.find("#queue").text == "...")
import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webelement import WebElement

HOME = os.environ.get("LAMINAE_HOME") or os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
PATIENCE_S = 30


class Server:
    """`laminae gui FOLDER`, ended with the block; its interface without a browser."""

    def __init__(self, folder="folder", port=0, program=None):
        self.folder, self.command = folder, [
            HOME + "/laminae", "gui", folder, "--no-open", "--no-setup", "--port", str(port)]
        if program is not None:  # another build of it
            self.command = [program, "home=" + HOME, "folder=" + folder, "no_open=1"]

    def __enter__(self):
        os.makedirs(self.folder, exist_ok=True)
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        self.root, self.token = self.address.split("/?token=")
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(PATIENCE_S)
        self.process.stdout.close()

    def ask(self, method, path, body=None, headers=None):
        """(status, bytes) of a request with the token."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        request = urllib.request.Request(self.root + path, body, method=method, headers={
            "X-Laminae-Token": self.token, **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def get(self, path):
        status, body = self.ask("GET", path)
        assert status == 200, (path, status, body)
        return json.loads(body)

    def post(self, path, body):
        status, answer = self.ask("POST", path, body)
        assert status == 200, (path, status, answer)
        return json.loads(answer)


class Element(WebElement):
    """What is at a place of the page, also after the page has built it anew."""

    again = None  # finds it once more

    def _execute(self, command, params=None):
        while True:
            try:
                return super()._execute(command, params)
            except StaleElementReferenceException:
                found = self.again and self.again()
                if not found:
                    raise
                self._id = found.id


def browser(width=1280, height=800):
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--user-data-dir=" + os.path.abspath("browser"), "--force-color-profile=srgb",
                 f"--window-size={width},{height}"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver._web_element_cls = Element
    return driver


class Page:
    """A server and a browser that shows its page. It is no error if the page says what it refuses."""

    def __init__(self, folder="folder", width=1280, height=800):
        self.server, self.size = Server(folder), (width, height)

    def __enter__(self):
        self.server.__enter__()
        self.driver = browser(*self.size)
        self.open()
        return self

    def __exit__(self, kind, *_):
        with contextlib.suppress(Exception):
            if kind is not None:
                self.picture("failed.png")
        errors = self.errors() if kind is None else []
        self.driver.quit()
        self.server.stop()
        assert not errors, errors

    def open(self):
        self.driver.get(self.server.address)
        self.wait(lambda: self.driver.execute_script("return "
                                                     "document.querySelector('#tabs button') !== null"))

    def errors(self):
        """What the browser's console has of errors, but for answers that refuse what was asked."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] == "SEVERE" and "status of 4" not in entry["message"]]

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def find(self, css):
        def now():
            return self.driver.find_element(By.CSS_SELECTOR, css)
        one = now()
        one.again = now
        return one

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def wait(self, condition, seconds=PATIENCE_S, what="what was waited for"):
        """Until the condition holds; what it returned."""
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(Exception):
                value = condition()
                if value:
                    return value
            assert time.monotonic() < end, what + " did not come"
            time.sleep(0.05)

    def click(self, what):
        """A CSS selector, or the text of a visible button, tab or link: in the dialog that is open, else
        in the tab that is shown, else anywhere."""
        def element():
            if what[0] in "#.[":
                return self.find(what)
            return self.run("""
                const isIt = one => one.checkVisibility({checkVisibilityCSS: true}) &&
                    (one.innerText.trim() === arguments[0] ||
                     one.getAttribute('aria-label') === arguments[0]);
                for (const place of ['dialog[open]', '[role=tabpanel]:not([hidden])', 'body']) {
                    const kinds = ['button', 'a', 'summary', '[role=tab]'].map(
                        kind => place + ' ' + kind).join();
                    const found = [...document.querySelectorAll(kinds)].find(isIt);
                    if (found) return found;
                }""", what)
        self.wait(lambda: element().click() is None, what=what)

    def tab(self, name):
        self.click("#tab-" + name)

    def field(self, path):
        """The input of a value of the network."""
        return self.run("""
            return [...document.querySelectorAll('[data-path]')]
                .filter(one => one.dataset.path === arguments[0])
                .flatMap(one => [...one.querySelectorAll('input, select')])
                .find(one => one.checkVisibility({checkVisibilityCSS: true})) || null""", path)

    def type(self, field, text, *keys):
        """Writes into a field in place of what is there, as a user does, and leaves it. field: a CSS
        selector, or a function that finds it, as the page may build it anew meanwhile."""
        def typed():
            one = field() if callable(field) else self.find(field)
            one.send_keys(Keys.CONTROL, "a")
            one.send_keys(text or Keys.DELETE, *(keys or [Keys.TAB]))
            return True
        self.wait(typed, what=str(field))
        self.settle()

    def enter(self, path, value):
        """Types a value of the network; what the page says beside it, or ''."""
        self.type(lambda: self.field(path), value)
        said = self.all("[data-path='" + path + "'] .error")
        return said[0].text if said else ""

    def settle(self):
        """Until all edits that were asked for are accepted or refused."""
        self.driver.execute_async_script("L.settled().then(arguments[0])")

    def command(self):
        """The command that the page shows, after all edits."""
        self.settle()
        return self.run("return document.querySelector('#command code').textContent")

    def picture(self, name):
        self.driver.save_screenshot(name)
