#!/usr/bin/env python3
"""What the library must never call: its objects do not name it. Of functions, not of words in comments.

usage: check_banned.py FOLDER...    folders of a build tree, with the objects of the library
"""
import pathlib, re, subprocess, sys

STREAMS = "(cout|cerr|clog|cin|wcout|wcerr|wclog|wcin)"
BANNED = {
    "the environment": r"(secure_)?getenv|setenv|unsetenv|putenv|clearenv|environ|__environ",
    "the end of the process": r"exit|_exit|_Exit|quick_exit|abort|raise|kill|atexit|at_quick_exit|on_exit|__assert_fail",
    "signals": r"signal|sigaction|sigprocmask|setitimer|alarm",
    "a stream": r"(__)?v?f?printf(_chk)?|puts|fputs|putc|putchar|fputc|fwrite|fflush|perror|psignal|stdin|stdout|stderr|"
                rf"write|read|syslog|std::{STREAMS}|std::ios_base::Init::.*|std::__ostream_insert.*",
    "a file": r"fopen(64)?|freopen(64)?|fdopen|fread|open(at)?(64)?|creat(64)?|l?f?stat(64)?|opendir|mkstemp(64)?|tmpfile(64)?|tmpnam|"
              r"unlink|remove|rename|mkdir|rmdir|chdir|getcwd|realpath|std::basic_(i|o)?f(stream|ilebuf)<.*|std::filesystem::.*|dlopen|dlsym",
    "chance": r"s?rand(om)?|rand_r|[delmn]rand48|getrandom|getentropy|arc4random\w*|std::random_device::.*",
    "the clock": r"time|clock|gettimeofday|clock_gettime|timespec_get|(local|gm)time(_r)?|mktime|strftime|nanosleep|sleep|usleep|"
                 r"std::chrono::.*_clock::now\(\)",
    "the locale": r"setlocale|localeconv|uselocale|newlocale|std::locale::.*|is(al(num|pha)|blank|cntrl|x?digit|graph|lower|print|punct|space|upper)|"
                  r"to(lower|upper)|__ctype_(b|tolower|toupper)_loc|strto(d|f|ld)|atof|strcoll|strxfrm",
    "another process": r"system|popen|v?fork|exec(l|v)\w*|posix_spawnp?|socket|connect|bind|getaddrinfo",
}
# What is named all the same: a part of the path of the object, the function, and why.
ALLOWED = (
    ("bindings/c/", "std::chrono::_V2::steady_clock::now()", "a deadline that the host asked for"),
    ("", "__assert_fail", "an assertion of a build without NDEBUG"),
)
PATTERNS = {what: re.compile(rf"(?:{names})\Z") for what, names in BANNED.items()}


def allowed(path, name):
    return any(part in path and name == function for part, function, _ in ALLOWED)


def undefined(objects):
    """What the objects take from elsewhere: (object, function or variable)."""
    listed = subprocess.run(["nm", "-u", "-C", "-A", *objects], capture_output=True, text=True, check=True).stdout
    # "path/of.o:                 U name@VERSION"; a demangled name has blanks in it.
    return sorted(set(re.findall(r"^(.+?\.o):\s+\w ([^@\n]+)", listed, re.MULTILINE)))


def wrong_in(objects):
    for path, name in undefined(objects):
        for what, pattern in PATTERNS.items():
            if pattern.match(name) and not allowed(path, name):
                yield f"{path}: {name}: {what}"


def main():
    objects = sorted(path for folder in sys.argv[1:] for path in pathlib.Path(folder).rglob("*.o"))
    wrong = list(wrong_in(objects)) if objects else ["no object was found: build the library first"]
    print("\n".join(wrong) or f"banned: {len(objects)} objects name nothing that the library must not call")
    sys.exit(bool(wrong))


main()
