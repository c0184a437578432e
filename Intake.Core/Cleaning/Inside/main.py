"""
Runs inside the sandbox and nowhere else. The build lays the modules of all folders beside this one.
Standard input: one line of JSON with the limits and wishes, then the file. Standard error: one line of JSON. Standard output: the cleaned file.
  in:   {"limit": 104857600, "strike": ["…"]}
  said: {"answer": "Cleaned", "ending": "jpg", "length": 1234, "sha256": "…", "removed": ["Place", …], "names": [...]}
        {"answer": "<why not>", "detail": "<name of a member>"}
"""
import hashlib
import json
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import answers  # noqa: E402
import formats  # noqa: E402
from answers import Refused  # noqa: E402

MOST_WISHES = 256 * 1024

# What libraries say of a file on standard error may quote it: it goes nowhere.
ANSWERS = os.fdopen(os.dup(2), "w", encoding="ascii")
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def say(**answer):
    ANSWERS.write(json.dumps(answer) + "\n")
    ANSWERS.flush()


def receive(path):
    """Writes the file, or says at once that its type is not known."""
    with open(path, "wb") as file:
        head = sys.stdin.buffer.read(formats.HEAD)
        if formats.kind_of(head) is None:
            raise Refused(answers.UNKNOWN_TYPE)
        file.write(head)
        shutil.copyfileobj(sys.stdin.buffer, file)


def main():
    wishes = json.loads(sys.stdin.buffer.readline(MOST_WISHES))
    source, target = "/cleaning/received", "/cleaning/cleaned"
    receive(source)
    cleaning = formats.Cleaning(wishes.get("strike", ()))
    ending = formats.clean_file(source, target, cleaning)
    length = os.path.getsize(target)
    if length > wishes["limit"]:
        raise Refused(answers.TOO_LARGE)
    with open(target, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        say(answer="Cleaned", ending=ending, length=length, sha256=digest, removed=sorted(cleaning.found), names=cleaning.names)
        file.seek(0)
        shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        say(answer=refused.reason, **({"detail": refused.detail} if refused.detail else {}))
    except (MemoryError, OSError):
        say(answer=answers.TOO_LARGE)
    except Exception:  # Whatever the file provoked: its words stay in here.
        say(answer=answers.FAILED)
