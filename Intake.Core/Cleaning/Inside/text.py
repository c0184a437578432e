"""Plain text: stays byte for byte as it is, without the letters that nobody sees. Names struck from a mail go from its texts too."""
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
    if cleaning.strike and cleaning.depth:
        struck = striking.strike(text, striking.People(), cleaning.strike)
        data = data if struck == text else struck.encode("utf-8")
        text = struck
    with open(target, "wb") as file:
        file.write(data)
    check(target, read.text, text)


def check(target, before, after):
    """What was written reads as it should: the same but for letters that nobody sees, or what was struck."""
    with open(target, "rb") as file:
        written = decoding.read(file.read()).text
    if written != after or striking.MARK not in after and invisible.strip_all(written) != invisible.strip_all(before):
        raise Refused(answers.CHANGED)
