# SPDX-License-Identifier: BSD-3-Clause
# firefox.py - a Firefox without a display, driven by its own protocol (Marionette), as Debian has no
# geckodriver.
#
#   with Firefox() as firefox:
#       firefox.ask("WebDriver:Navigate", url=address)
#       firefox.run("return document.title")
import json
import os
import socket
import subprocess
import time

PATIENCE_S, TAB = 40, "\ue004"


class Firefox:
    def __init__(self, width=1280, height=885):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.profile, self.size, self.asked = os.path.abspath("firefox"), (width, height), 0

    def __enter__(self):
        os.makedirs(self.profile)
        with open(self.profile + "/user.js", "w") as file:
            file.write(f'user_pref("marionette.port", {self.port});\n'
                       'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n')
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--marionette", "--profile", self.profile],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self.profile})
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", self.port))
                break
            except OSError:
                assert time.monotonic() < end, "Firefox does not answer"
                time.sleep(0.1)
        self.answers = self.socket.makefile("rb")
        self.read()
        self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
        self.ask("WebDriver:SetWindowRect", width=self.size[0], height=self.size[1])
        return self

    def __exit__(self, *_):
        self.socket.close()
        self.process.terminate()
        self.process.wait(PATIENCE_S)

    def read(self):
        """An answer is LENGTH:JSON."""
        length = b""
        while not length.endswith(b":"):
            length += self.answers.read(1)
        return json.loads(self.answers.read(int(length[:-1])))

    def ask(self, name, **parameters):
        self.asked += 1
        words = json.dumps([0, self.asked, name, parameters]).encode()
        self.socket.sendall(str(len(words)).encode() + b":" + words)
        _, _, error, answer = self.read()
        assert error is None, error
        return answer

    def run(self, script, *arguments):
        return self.ask("WebDriver:ExecuteScript", script=script, args=arguments)["value"]

    def find(self, css):
        found = self.ask("WebDriver:FindElement", using="css selector", value=css)["value"]
        return next(iter(found.values()))

    def click(self, css):
        self.ask("WebDriver:ElementClick", id=self.find(css))

    def enter(self, css, text):
        """Types in the place of what is there, and leaves the field."""
        self.run("document.querySelector(arguments[0]).focus()", css)
        self.run("document.querySelector(arguments[0]).select()", css)
        self.ask("WebDriver:ElementSendKeys", id=self.find(css), text=text + TAB)

    def wait(self, condition, what):
        """Until the script says what is true."""
        end = time.monotonic() + PATIENCE_S
        while not self.run("return " + condition):
            assert time.monotonic() < end, what + " did not come"
            time.sleep(0.1)
