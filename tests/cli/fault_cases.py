"""Faults of files and pipes: never exit code 0, never half a report where a whole one is expected."""
import json
import os
import resource
import signal
import stat
import subprocess
import threading
import time
import unittest

import program
from program import ProgramCase, template, validate

GOOD = ["check", "-r", "r.cordon", "--as-of", "2026-11-21"]


def many(count):
    return template(**{f"N{i}": "Disabled" for i in range(count)})


class Faults(ProgramCase):
    def left_behind(self):
        return [name for name in os.listdir(self.folder) if name.startswith(".cordon")]

    def start(self, *arguments, **options):
        options.setdefault("stdout", subprocess.DEVNULL)
        options.setdefault("stderr", subprocess.DEVNULL)
        return subprocess.Popen([program.PROGRAM, *arguments], cwd=self.folder, **options)

    # Reading.

    def test_a_pipe_that_gives_a_few_bytes_at_a_time_is_read_whole(self):
        os.mkfifo(self.path("pipe"))
        text = template(N="Disabled").encode()

        def write():
            with open(self.path("pipe"), "wb", buffering=0) as pipe:
                for at in range(0, len(text), 7):
                    pipe.write(text[at:at + 7])

        writer = threading.Thread(target=write)
        writer.start()
        self.run_program(*GOOD, "pipe", code=0)
        writer.join(10)

    def test_a_pipe_whose_writer_dies_is_not_green(self):
        os.mkfifo(self.path("pipe"))

        def write():
            with open(self.path("pipe"), "wb", buffering=0) as pipe:
                pipe.write(template(N="Disabled").encode()[:30])

        writer = threading.Thread(target=write)
        writer.start()
        self.run_program(*GOOD, "pipe", code=2)
        writer.join(10)

    def test_being_stopped_while_reading_changes_nothing(self):
        text = template(N="Disabled").encode()
        process = self.start(*GOOD, "-", stdin=subprocess.PIPE)
        process.stdin.write(text[:20])
        process.stdin.flush()
        for _ in range(5):
            process.send_signal(signal.SIGSTOP)
            time.sleep(0.02)
            process.send_signal(signal.SIGCONT)
            process.send_signal(signal.SIGWINCH)
        process.stdin.write(text[20:])
        process.stdin.close()
        self.assertEqual(0, process.wait(60))

    def test_a_read_error_is_not_green(self):
        if not os.path.exists("/proc/self/mem"):
            self.skipTest("no /proc/self/mem, whose first page cannot be read")
        ran = self.run_program(*GOOD, "/proc/self/mem", code=2)
        self.assertIn("cannot be read", ran.notes)
        self.run_program("check", "-r", "/proc/self/mem", "good.json", code=2)
        self.run_program(*GOOD, "--params", "/proc/self/mem", "good.json", code=2)
        self.run_program("fmt", "/proc/self/mem", code=2)

    def test_a_file_that_is_shorter_than_it_was_is_refused(self):
        shorter = "/sys/devices/system/cpu/online"  # says that it has a page, and has a line
        if not os.path.isfile(shorter) or os.stat(shorter).st_size < 100:
            self.skipTest("no file here that is shorter than it says")
        self.assertIn("shorter", self.run_program(*GOOD, shorter, code=2).notes)
        self.assertIn("shorter", self.run_program("check", "-r", shorter, "good.json", code=2).notes)

    def test_a_file_that_shrinks_while_it_is_read_is_never_half_a_document(self):
        whole = "\n".join(json.dumps({"v": i}) for i in range(20000)) + "\n"
        for _ in range(5):
            self.write("lines.ndjson", whole)
            process = self.start("inventory", "--type", "json", "-f", "json", "lines.ndjson", stdout=subprocess.PIPE)
            os.truncate(self.path("lines.ndjson"), 0)
            out, _ = process.communicate(timeout=60)
            if process.returncode == 0:
                self.assertEqual(20000, len(json.loads(out)["resources"]))

    def test_a_folder_in_the_place_of_a_file_is_not_green(self):
        os.mkdir(self.path("folder"))
        descriptor = os.open(self.path("folder"), os.O_RDONLY)
        self.run_program(*GOOD, "-", code=2, stdin=descriptor)
        os.close(descriptor)
        self.run_program(*GOOD, "--params", "folder", "good.json", code=2)
        self.run_program(*GOOD, "folder", code=4)

    def test_links_that_lead_nowhere_or_round_are_not_green(self):
        os.symlink("nowhere", self.path("broken.json"))
        os.symlink("loop.json", self.path("loop.json"))
        self.run_program(*GOOD, "broken.json", code=2)
        self.run_program(*GOOD, "loop.json", code=2)
        self.run_program("check", "-r", "broken.json", "good.json", code=2)

    def test_a_closed_standard_input_is_not_green(self):
        done = subprocess.run(["sh", "-c", '"$0" "$@" <&-', program.PROGRAM, *GOOD, "-"], cwd=self.folder,
                              capture_output=True, check=False)
        self.assertEqual(2, done.returncode)

    @unittest.skipIf(os.geteuid() == 0, "root reads every file")
    def test_a_file_without_permission_is_not_green(self):
        os.chmod(self.path("good.json"), 0)
        self.run_program(*GOOD, "good.json", code=2)
        os.chmod(self.path("r.cordon"), 0)
        self.run_program(*GOOD, "bad.json", code=2)

    # Writing.

    def limited(self, bytes_):
        return {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_))}

    def test_a_report_that_does_not_fit_leaves_the_old_one(self):
        for name in ("out.json", "new.json"):
            self.write("out.json", "old")
            ran = self.run_program(*GOOD, "-f", "json=" + name, "good.json", code=2, **self.limited(200))
            self.assertIn("cannot be written", ran.notes)
            self.assertEqual(b"old", self.read("out.json"))
            self.assertEqual([], self.left_behind())
        self.assertFalse(os.path.exists(self.path("new.json")))

    def test_a_standard_output_that_does_not_fit_is_not_green(self):
        with open(self.path("small"), "wb") as small:
            self.run_program(*GOOD, "-f", "json", "good.json", code=2, stdout=small, **self.limited(200))

    def test_of_several_reports_one_that_fails_makes_the_run_fail(self):
        self.run_program(*GOOD, "-f", "json=out.json", "-f", "text=/dev/full", "good.json", code=2)
        validate(json.loads(self.read("out.json")))
        # Nor does one that is written after it mend it.
        self.run_program(*GOOD, "-f", "text=/dev/full", "-f", "json=later.json", "good.json", code=2)
        validate(json.loads(self.read("later.json")))

    def test_a_full_file_system_leaves_the_old_report(self):
        mount = self.path("small")
        os.mkdir(mount)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "none", mount], capture_output=True, check=False)
        if done.returncode != 0:
            self.skipTest("no tmpfs may be mounted here")
        try:
            self.write("small/out.json", "old")
            self.write("many.json", many(200))
            ran = self.run_program(*GOOD, "-f", "json=small/out.json", "many.json", code=2)
            self.assertIn("cannot be written", ran.notes)
            self.assertEqual(b"old", self.read("small/out.json"))
            self.assertEqual(["out.json"], os.listdir(mount))
        finally:
            subprocess.run(["umount", mount], check=False)

    def test_a_reader_that_goes_away_is_not_green(self):
        os.mkfifo(self.path("pipe"))
        self.write("many.json", many(2000))

        def read_a_little():
            with open(self.path("pipe"), "rb", buffering=0) as pipe:
                pipe.read(10)

        reader = threading.Thread(target=read_a_little)
        reader.start()
        self.run_program(*GOOD, "-f", "json=pipe", "many.json", code=2)
        reader.join(10)
        self.assertTrue(stat.S_ISFIFO(os.stat(self.path("pipe")).st_mode))

    def test_being_killed_leaves_the_old_report_or_the_new_one(self):
        self.write("many.json", many(300))
        seen = set()
        for step in range(25):
            self.write("out.json", "old")
            process = self.start(*GOOD, "-f", "json=out.json", "many.json")
            time.sleep(step * 0.02)
            process.kill()
            process.wait(60)
            found = self.read("out.json")
            seen.add(found == b"old")
            if found != b"old":
                validate(json.loads(found))
        self.assertIn(True, seen)
