"""What a cleaning may answer. The names are those of the enums NotCleaned and HiddenData on the other side of the pipe."""

# Why not (NotCleaned).
MISSING = "Missing"              # A tool is not installed.
UNKNOWN_TYPE = "UnknownType"     # Not on the list of formats.
UNKNOWN_PART = "UnknownPart"     # Something in it that nobody here knows how to judge (`detail` may name the member).
LOCKED = "Locked"                # A password.
MACROS = "Macros"                # Programs inside.
FILES_INSIDE = "FilesInside"     # Whole files inside that would be lost or can't be cleaned.
NOTES_INSIDE = "NotesInside"     # Notes, forms or layers that a cleaned copy would lose.
SAVED_PAGE = "SavedPage"         # Markup: a web page, a drawing in SVG.
ENCODED = "Encoded"              # Text with long runs that no person reads.
MAIL_SOURCE = "MailSource"       # The technical lines of a mail in the middle of a text.
CHANGED = "Changed"              # The result would not say the same.
TOO_LARGE = "TooLarge"           # Over the limits of memory or room.
DAMAGED = "Damaged"              # It can't be read to its end.
FAILED = "Failed"                # Anything else.

# What was taken out (HiddenData).
PLACE, AUTHOR, DEVICE, TIMES, SOFTWARE = "Place", "Author", "Device", "Times", "Software"
COMMENTS = "Comments"            # Titles, descriptions and comments about the file.
THUMBNAIL = "Thumbnail"
LINKS = "Links"                  # Addresses and paths that it points to.
IDS = "Ids"                      # Numbers that recognise this document, or this copy of it.
SETTINGS = "Settings"            # Settings of the program or printer that it was made with.
COLOURS = "Colours"              # A colour profile, which may name a device.
FILM = "Film"                    # A short film that a telephone keeps with a picture.
TRACKS = "Tracks"                # Data tracks of a film that nobody sees or hears.
INVISIBLE = "Invisible"          # Letters that nobody sees.
TRAILING = "Trailing"            # Bytes behind the file's end.
HEADERS = "Headers"              # A mail's way from server to server.
FONTS = "Fonts"                  # Typefaces that the file carried; another is shown where the reader has none of that name.
OTHER = "Other"


class Refused(Exception):
    """The answer to give instead of a file. Detail: the name of the member that it is about, never what is in it."""

    def __init__(self, reason, detail=None):
        super().__init__(reason)
        self.reason, self.detail = reason, detail
