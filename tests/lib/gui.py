# SPDX-License-Identifier: BSD-3-Clause
# gui.py - a server of the page in the folder of a test, and a real browser that shows it.
#
#   with Page() as page:                     # serves ./folder, opens it, fails on errors of the page
#       page.tab("drives")
#       page.enter("drives.evprox1.mu", "30")
#       page.wait(lambda: page.find("#queue").text == "...")
import atexit
import contextlib
import json
import os
import signal
import subprocess
import tempfile
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


def wait(condition, what, seconds=PATIENCE_S):
    """Until the condition holds; what it returned. It is asked less and less often."""
    end, pause = time.monotonic() + seconds, 0.03
    while True:
        with contextlib.suppress(Exception):
            value = condition()
            if value:
                return value
        assert time.monotonic() < end, what + " did not come"
        time.sleep(pause)
        pause = min(1.2 * pause, 0.3)


def within(most, measure):
    """Measures until it is less than most, at most 30 times, as others use the processors, too."""
    took = []
    while not took or took[-1] >= most:
        assert len(took) < 30, (most, took)
        took.append(measure())


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


BROWSERS = os.environ.get("LAMINAE_CHECK", os.getcwd()) + "/browsers"
FLAGS = """--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --force-color-profile=srgb
    --test-type --no-first-run --password-store=basic --disable-sync --disable-background-networking
    --disable-background-timer-throttling --disable-backgrounding-occluded-windows --disable-hang-monitor
    --disable-popup-blocking --disable-extensions --disable-component-update
    --disable-features=SpareRendererForSitePerProcess,Translate,MediaRouter --remote-debugging-port=0""".split()


class Browser:
    """A Chromium that this test has for itself. The tests of one call of the check hand it on, as it takes
    longer to start than many tests: BROWSERS has a file of each, named as its process, which holds the
    port of its protocol, in taken/ or in free/. What is left there tests/run.sh ends."""

    def __init__(self):
        for place in ("free", "taken"):
            os.makedirs(f"{BROWSERS}/{place}", exist_ok=True)
        if "LAMINAE_CHECK" not in os.environ:  # a test by hand
            atexit.register(self.end)
        if not any(map(self.take, os.listdir(BROWSERS + "/free"))):
            self.start()

    def take(self, name):
        """Whether it is ours, and answers."""
        self.pid = int(name)
        try:
            self.move("free", "taken")
        except FileNotFoundError:  # another test was faster
            return False
        try:
            with open(f"{BROWSERS}/taken/{name}") as file:
                self.port = int(file.read())
            return bool(self.pages())
        except (OSError, ValueError):
            self.end()
            return False

    def start(self):
        profile = tempfile.mkdtemp(dir=BROWSERS)
        nothing = subprocess.DEVNULL
        self.pid = subprocess.Popen(["/usr/bin/chromium", *FLAGS, "--user-data-dir=" + profile], cwd=profile,
                                    stdin=nothing, stdout=nothing, stderr=nothing).pid
        taken = f"{BROWSERS}/taken/{self.pid}"
        open(taken, "w").close()
        def port():
            with open(profile + "/DevToolsActivePort") as file:
                return int(file.readline())
        self.port = wait(port, "Chromium's port")
        with open(taken, "w") as file:
            file.write(str(self.port))

    def ask(self, method, what):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/json/{what}", method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return answer.read()

    def pages(self):
        return [one["id"] for one in json.loads(self.ask("GET", "list")) if one["type"] == "page"]

    def give_back(self):
        """With one page, a new one, which has nothing of the others."""
        try:
            before = self.pages()
            self.ask("PUT", "new?about:blank")
            for one in before:
                self.ask("GET", "close/" + one)
            wait(lambda: len(self.pages()) == 1, "the end of other pages")
            self.move("taken", "free")
        except (OSError, AssertionError):
            self.end()

    def driver(self, width, height):
        options = Options()
        options.debugger_address = f"127.0.0.1:{self.port}"
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        driver._web_element_cls = Element
        driver.execute_cdp_cmd("Page.bringToFront", {})
        driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
        driver.set_window_size(width, height)
        return driver

    def move(self, place, other):
        os.rename(f"{BROWSERS}/{place}/{self.pid}", f"{BROWSERS}/{other}/{self.pid}")

    def end(self):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        for place in ("free", "taken"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(f"{BROWSERS}/{place}/{self.pid}")


class Page:
    """A server and a browser that shows its page. It is no error if the page says what it refuses."""

    def __init__(self, folder="folder", width=1280, height=800):
        self.server, self.size = Server(folder), (width, height)

    def __enter__(self):
        self.server.__enter__()
        self.browser = Browser()
        self.driver = self.browser.driver(*self.size)
        self.open()
        return self

    def __exit__(self, kind, *_):
        with contextlib.suppress(Exception):
            if kind is not None:
                self.picture("failed.png")
        errors = self.errors() if kind is None else []
        self.driver.quit()
        if kind is None:
            self.browser.give_back()
        else:  # it may be why
            self.browser.end()
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
        return wait(condition, what, seconds)

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

    def processor_s(self):
        """Of the server with the commands that have ended, and of the page's process, so far."""
        with open(f"/proc/{self.server.process.pid}/stat") as file:
            tree = file.read().rsplit(")", 1)[1].split()
        server = sum(int(tree[k]) for k in (11, 12, 13, 14)) / os.sysconf("SC_CLK_TCK")
        metrics = self.driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return server + next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    def picture(self, name):
        self.driver.save_screenshot(name)
