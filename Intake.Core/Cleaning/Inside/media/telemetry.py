"""
Drones write where they are as subtitles (DJI's SRT: "GPS (12.5683, 55.6761, 19)", "[latitude: 55.67]", "F/2.8, SS 320, ISO 100");
other cameras write NMEA 0183 ("$GPRMC,…"), degrees and minutes, the hemisphere's letter, or the grids of UTM and plus codes.
A track of which half the texts look so, or a third hold coordinates, is telemetry; any other is what someone reads.
"""
import re

import streams
from answers import Refused

MOST_TEXTS = 2000
COORDINATES = re.compile(
    r"\bGPS\s*[(:=]|\bHOME\s*\(|\b(latitude|longt?itude|lat|lon|long)\s*[:=]\s*-?\d|-?\d{1,3}\.\d{4,}\s*[,;/ ]\s*-?\d{1,3}\.\d{4,}"
    r"|\$(GP|GN|GL|GA|GB|GQ)[A-Z]{3},|\d{1,3}\s*[°º˚]\s*\d{1,2}(\.\d+)?\s*['′’]|\d{1,3}\.\d{4,}\s*[°º˚]"
    r"|\b[NSEWØV]\s*\d{1,3}\.\d{4,}|\b\d{1,3}\.\d{4,}\s*[NSEWØV]\b|\b\d{1,2}\s?[C-X]\s\d{6}\s\d{7}\b"
    r"|(?<!\w)[2-9CFGHJMPQRVWX]{8}\+[2-9CFGHJMPQRVWX]{2,3}(?!\w)", re.I)
CAMERA = re.compile(
    r"\b(ISO|SS|EV|FNUM|F/|shutter|iso|ct|focal_len|rel_alt|abs_alt|altitude|BAROMETER|SrtCnt|DiffTime|D|H|H\.S|V\.S)\s*[:=./ ]\s*[-+\d]|"
    r"^\s*\d{4}[-./:]\d\d[-./:]\d\d[ T]\d\d:\d\d:\d\d", re.M)


def texts(path, track):
    """The texts of a subtitle track, in their order."""
    try:
        said = streams.ffmpeg("-i", path, "-map", f"0:{track}", "-f", "srt", "-").decode("utf-8", "replace")
    except Refused:
        return []  # Pictures of letters, not text.
    cues = re.split(r"\n\n+(?=\d+\n)", said.strip())
    return [re.sub(r"<[^>]*>|\{[^}]*\}", "", cue.split("\n", 2)[-1]).strip() for cue in cues if cue.count("\n") >= 2][:MOST_TEXTS]


def is_telemetry(path, track):
    found = texts(path, track)
    places = sum(bool(COORDINATES.search(text)) for text in found)
    readings = sum(bool(COORDINATES.search(text) or len(CAMERA.findall(text)) >= 2) for text in found)
    return bool(found) and (places * 3 >= len(found) or readings * 2 >= len(found))
