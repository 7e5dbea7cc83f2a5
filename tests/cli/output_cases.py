import json
import os
import pty
import re
import signal
import stat
import subprocess
import threading
import time

import program
from program import RULE, ProgramCase, template, validate

ESCAPE = re.compile(rb"\x1b\[[0-9;]*[mK]")


class Output(ProgramCase):
    def judge(self, *arguments, code=1, **options):
        return self.run_program("check", "-r", "r.cordon", "--as-of", "2026-11-21", *arguments, "bad.json",
                                code=code, **options)

    def left_behind(self):
        return [name for name in os.listdir(self.folder) if name.startswith(".cordon")]

    def test_one_run_writes_several_reports(self):
        ran = self.judge("-f", "text", "-f", "json=out.json")
        self.assertIn("T-NET-1", ran.text)
        validate(json.loads(self.read("out.json")))

    def test_the_report_goes_to_the_file_and_standard_output_stays_empty(self):
        self.assertEqual(b"", self.judge("-f", "json", "-o", "out.json").out)
        validate(json.loads(self.read("out.json")))
        self.assertEqual([], self.left_behind())

    def test_an_old_report_is_replaced_and_keeps_its_permissions(self):
        self.write("out.txt", "old")
        os.chmod(self.path("out.txt"), 0o640)
        self.judge("-o", "out.txt")
        self.assertIn(b"T-NET-1", self.read("out.txt"))
        self.assertEqual(0o640, stat.S_IMODE(os.stat(self.path("out.txt")).st_mode))

    def test_an_error_is_told_before_any_number_of_warnings(self):
        for i in range(25):
            self.write(f"many/{i:02}.json", '{"a": 1}')
        self.write("many/z.json", "{")
        for command in ("check", "inventory"):
            ran = self.run_program(command, "many", code=2)
            self.assertTrue(ran.notes.startswith("error[D"), ran.notes[:100])
            self.assertIn("--> many/z.json", ran.notes)
            self.assertIn("more warnings", ran.notes)

    def test_reports_without_a_place_are_refused(self):
        for arguments in (["-f", "text", "-f", "json"], ["-f", "json=a", "-f", "text=a"], ["-f", "json=a", "-o", "b"],
                          ["-f", "json="]):
            ran = self.judge(*arguments, code=2)
            self.assertIn("U0110", ran.notes)

    def test_a_report_that_cannot_be_written_gives_2(self):
        for name in ("/nonexistent/x.json", self.folder, "/proc/x.json"):
            self.assertIn("cannot be written", self.judge("-f", "json=" + name, code=2).notes)

    def test_a_link_to_a_file_is_refused_and_its_target_untouched(self):
        self.write("target", "old")
        os.symlink("target", self.path("link"))
        os.symlink("nowhere", self.path("dangling"))
        self.assertIn("symbolic link", self.judge("-o", "link", code=2).notes)
        self.judge("-o", "dangling", code=2)
        self.assertEqual(b"old", self.read("target"))
        self.assertFalse(os.path.exists(self.path("nowhere")))
        self.assertTrue(os.path.islink(self.path("link")))

    def test_devices_are_written_and_never_replaced(self):
        self.judge("-o", "/dev/null", code=1)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))
        self.assertIn("No space left", self.judge("-o", "/dev/full", code=2).notes)
        os.symlink("/dev/full", self.path("link"))
        self.judge("-o", "link", code=2)
        self.assertTrue(os.path.islink(self.path("link")))

    def test_a_pipe_with_a_name_gets_the_report(self):
        os.mkfifo(self.path("pipe"))
        got = []
        reader = threading.Thread(target=lambda: got.append(self.read("pipe")))
        reader.start()
        self.judge("-f", "json", "-o", "pipe")
        reader.join(10)
        validate(json.loads(got[0]))
        self.assertTrue(stat.S_ISFIFO(os.stat(self.path("pipe")).st_mode))

    def test_a_standard_output_that_is_full_or_closed_is_not_success(self):
        good = ["check", "-r", "r.cordon", "good.json"]
        with open("/dev/full", "wb") as full:
            self.run_program(*good, code=2, stdout=full)
        done = subprocess.run(["sh", "-c", '"$0" "$@" >&-', program.PROGRAM, *good], cwd=self.folder,
                              capture_output=True, check=False)
        self.assertEqual(2, done.returncode)
        read_end, write_end = os.pipe()
        os.close(read_end)
        self.run_program(*good, code=2, stdout=write_end)
        os.close(write_end)

    def test_colour_is_for_terminals_or_on_demand(self):
        done = subprocess.run([program.PROGRAM, "check", "-r", "r.cordon", "--color", "always", "bad.json"],
                              cwd=self.folder, capture_output=True, check=False)
        self.assertIn(b"\x1b[31m", done.stdout)
        done = subprocess.run([program.PROGRAM, "check", "-r", "r.cordon", "--color", "always", "-f", "json", "bad.json"],
                              cwd=self.folder, capture_output=True, check=False)
        self.assertNotIn(b"\x1b", done.stdout)
        self.judge()

    def in_terminal(self, stream, *arguments, env=None, feed=None):
        """Runs the program with one stream on a terminal and the other on a pipe: what came out of both."""
        ours, theirs = pty.openpty()
        environment = {k: v for k, v in os.environ.items()
                       if k not in ("FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR")}
        environment.update({"TERM": "xterm"}, **(env or {}))
        other = "stderr" if stream == "stdout" else "stdout"
        process = subprocess.Popen([program.PROGRAM, *arguments], cwd=self.folder, env=environment,
                                   stdin=subprocess.DEVNULL, **{stream: theirs, other: subprocess.PIPE})
        os.close(theirs)
        seen = []
        reader = threading.Thread(target=lambda: seen.append(self.drain(ours)))
        reader.start()
        if feed:
            feed()
        piped = getattr(process, other).read()
        process.wait(60)
        reader.join(60)
        getattr(process, other).close()
        os.close(ours)
        return seen[0].replace(b"\r\n", b"\n"), piped

    @staticmethod
    def drain(terminal):
        text = b""
        while True:
            try:
                more = os.read(terminal, 1 << 16)
            except OSError:  # the other side is closed
                return text
            if not more:
                return text
            text += more

    def test_colour_is_decoration_only(self):
        self.write("w.cordon", RULE + 'test "nothing" { given resources {} }\n')
        for arguments in (["check", "-r", "r.cordon", "bad.json"], ["lint", "w.cordon"],
                          ["trace", "T-NET-1", "bad.json", "-r", "r.cordon", "--resource", "N"]):
            colored, _ = self.in_terminal("stdout", *arguments)
            plain = self.run_program(*arguments).out
            self.assertIn(b"\x1b[", colored, arguments)
            self.assertEqual(*(re.sub(rb" \d+ ms", b"", text) for text in (plain, ESCAPE.sub(b"", colored))))

    def test_each_stream_has_colour_of_its_own(self):
        arguments = ["check", "-r", "r.cordon", "bad.json", "nope.json"]
        terminal, piped = self.in_terminal("stderr", *arguments)
        self.assertIn(b"\x1b[", terminal)
        self.assertNotIn(b"\x1b", piped)
        terminal, piped = self.in_terminal("stderr", "check", "-r", "r.cordon", "bad.json", env={"FORCE_COLOR": "1"})
        self.assertIn(b"\x1b[", piped)

    def slow(self, stream, *arguments, env=None, command=("check", "-r", "r.cordon", "slow.json")):
        """A run that waits for its document longer than half a second."""
        os.mkfifo(self.path("slow.json"))
        self.addCleanup(lambda: os.path.exists(self.path("slow.json")) and os.remove(self.path("slow.json")))

        def feed():
            time.sleep(0.8)
            with open(self.path("slow.json"), "w", encoding="utf-8") as pipe:
                pipe.write(template(N="Enabled"))
        try:
            return self.in_terminal(stream, *command, *arguments, env=env, feed=feed)
        finally:
            os.remove(self.path("slow.json"))

    def test_long_work_shows_its_progress_on_the_terminal_of_standard_error_alone(self):
        terminal, piped = self.slow("stderr")
        self.assertIn(b"\rdocument 1 of 1\x1b[K", terminal)
        self.assertTrue(terminal.endswith(b"\r\x1b[K"), terminal)
        self.assertNotIn(b"\r", piped)
        self.assertIn(b"T-NET-1", piped)
        _, piped = self.slow("stdout")
        self.assertEqual(b"", piped)

    def test_every_command_that_reads_documents_shows_its_progress(self):
        for command in (("inventory", "slow.json"), ("trace", "T-NET-1", "slow.json", "-r", "r.cordon", "--resource", "N")):
            terminal, piped = self.slow("stderr", command=command)
            self.assertIn(b"\rdocument 1 of 1\x1b[K", terminal, command)
            self.assertTrue(terminal.endswith(b"\r\x1b[K"), terminal)
            self.assertNotIn(b"\r", piped)

    def test_tests_that_take_long_show_their_progress(self):
        rule = ("language 1\npackage t\nrule slow for d in Json::Document {\n"
                "  require every a in d.l : every b in d.l : every c in d.l : a + b + c >= 0\n}\n")
        case = 'test "%d" { given resources { x: { Type: "Json::Document", Properties: { l: ' + str(list(range(60))) + \
               ' } } } expect pass slow on "x" }\n'
        tests, spent = 8, 0.0
        while spent < 1.5:  # a fast machine needs more of them
            tests *= 2
            self.write("cases.cordon", rule + "".join(case % i for i in range(tests)))
            began = time.monotonic()
            terminal, piped = self.in_terminal("stderr", "test", "cases.cordon")
            spent = time.monotonic() - began
        self.assertRegex(terminal, rb"\rtest \d+ of %d\x1b\[K" % tests)
        self.assertIn(b"%d tests" % tests, piped)

    def test_no_progress_where_it_is_not_wanted(self):
        self.assertEqual(b"", self.slow("stderr", "--quiet")[0])
        self.assertEqual(b"", self.slow("stderr", env={"TERM": "dumb"})[0])

    def test_a_terminal_gets_colour_unless_the_environment_says_no(self):
        for extra, colored in (({"TERM": "xterm", "NO_COLOR": ""}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False),
                               ({"TERM": "dumb", "NO_COLOR": ""}, False)):
            ours, theirs = pty.openpty()
            environment = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "CLICOLOR_FORCE")}
            environment.update(extra)
            subprocess.run([program.PROGRAM, "check", "-r", "r.cordon", "bad.json"], cwd=self.folder, stdout=theirs,
                           stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment, check=False)
            os.close(theirs)
            self.assertEqual(colored, b"\x1b[" in os.read(ours, 1 << 16), extra)
            os.close(ours)

    def test_quiet_keeps_headlines_and_the_summary(self):
        loud, quiet = self.judge().text, self.judge("--quiet").text
        self.assertIn("= why: cordon explain T-NET-1", loud)
        self.assertNotIn("= why", quiet)
        self.assertIn("T-NET-1  fail", quiet)
        self.assertIn("1 document read", quiet)

    def test_quiet_does_not_say_what_was_passed_over(self):
        self.write("folder/good.json", self.read("good.json"))
        self.write("folder/notes.txt", "x")
        command = ["check", "-r", "r.cordon", "folder"]
        self.assertIn("1 file with other endings passed over", self.run_program(*command, code=0).notes)
        self.assertNotIn("passed over", self.run_program(*command, "--quiet", code=0).notes)

    def test_ctrl_c_gives_130_and_leaves_no_file(self):
        os.mkfifo(self.path("never.json"))
        process = subprocess.Popen([program.PROGRAM, "check", "-r", "r.cordon", "-o", "out", "never.json"],
                                   cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        self.assertEqual(130, process.wait(10))
        self.assertEqual([], self.left_behind())
        self.assertFalse(os.path.exists(self.path("out")))
