"""
Plain text: stays byte for byte as it is, without the letters that nobody sees. Names are struck out of the text that a mail became,
and of the texts that came with it.
"""
import answers
import decoding
import invisible
import letters
import striking
from answers import Refused


def clean(source, target, ending, cleaning):
    with open(source, "rb") as file:
        data = file.read()
    read = decoding.read(data)
    letters.judge(read.text)
    text = invisible.strip(read.text)
    if text != read.text:
        cleaning.found.add(answers.INVISIBLE)
        data = read.write(text)
    if cleaning.strike:
        people = striking.People()
        people.add_those_of(text)
        struck = striking.strike(text, people, cleaning.strike)
        data = data if struck == text else struck.encode("utf-8")
    with open(target, "wb") as file:
        file.write(data)
    check(target, read.text, bool(cleaning.strike))


def check(target, before, is_struck):
    """What was written reads as it did: the same but for letters that nobody sees, and for what was struck."""
    with open(target, "rb") as file:
        written, before = invisible.strip_all(decoding.read(file.read()).text), invisible.strip_all(before)
    if written != before if not is_struck else not striking.comes_from(written, before):
        raise Refused(answers.CHANGED)
