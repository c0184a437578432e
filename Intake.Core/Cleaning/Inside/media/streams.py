"""Sounds and films through ffmpeg: what is in a file, and digests of its tracks."""
import json
import subprocess

import answers
from answers import Refused


def probe(path, demuxer=None):
    """What ffprobe says of the tracks, chapters and the file."""
    run = subprocess.run(
        ["ffprobe", "-v", "quiet", *of(demuxer), "-of", "json", "-show_streams", "-show_format", "-show_chapters", path],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    try:
        said = json.loads(run.stdout)
    except ValueError:
        said = {}
    if not said.get("streams"):
        raise Refused(answers.DAMAGED)
    return said


def of(demuxer):
    return ("-f", demuxer) if demuxer else ()


def ffmpeg(*arguments):
    """Runs ffmpeg and gives what it writes to standard output; refuses where it fails."""
    run = subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "panic", "-y", "-threads", "1", *arguments],
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if run.returncode != 0:
        raise Refused(answers.FAILED)
    return run.stdout


def digests(path, tracks, *filters, demuxer=None):
    """A digest of each track's packets, undecoded."""
    maps = [one for track in tracks for one in ("-map", f"0:{track}")]
    said = ffmpeg(*of(demuxer), "-i", path, *maps, "-c", "copy", *filters, "-f", "streamhash", "-hash", "sha256", "-")
    found = [line.split("=")[-1] for line in said.decode("ascii", "replace").split()]
    if len(found) != len(tracks):
        raise Refused(answers.FAILED)
    return found
