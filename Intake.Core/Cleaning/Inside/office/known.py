"""
What may remain of an Office file, by name: the elements and attributes of the schemas (ECMA-376 parts 1 and 4, [MS-DOCX], [MS-XLSX],
[MS-PPTX], [MS-ODRAWXML]) without those that a cleaning takes out, and the elements in which text is read.
"""
import answers
import known_attributes
import known_elements
from answers import Refused
from vocabulary import NAMES

ELEMENTS = {prefix: set(names.split()) for prefix, names in known_elements.OF.items()}
ATTRIBUTES = {prefix: set(names.split()) for prefix, names in known_attributes.OF.items()}
# DrawingML's types are used for elements of other namespaces, and so are its attributes.
SHARED = ATTRIBUTES["a"] | ATTRIBUTES["s"]
TEXT = set("""
w:t w:delText w:instrText w:delInstrText a:t m:t x:t x:v x:f x:author x:definedName x:formula x:formula1 x:formula2
x:calculatedColumnFormula x:totalsRowFormula x:oddHeader x:oddFooter x:evenHeader x:evenFooter x:firstHeader x:firstFooter x:oldFormula
c:f c:v c:formatCode c:separator c:name c:evenFooter c:evenHeader c:firstFooter c:firstHeader c:oddFooter c:oddHeader
xdr:col xdr:colOff xdr:row xdr:rowOff wp:posOffset wp:align wp14:pctWidth wp14:pctHeight wp14:pctPosHOffset wp14:pctPosVOffset
a:tableStyleId p:text p:attrName cdr:x cdr:y xm:f xm:sqref xm:id x14:id xltc:text c15:f c15:sqref c15:formulaRef c15:formatCode
cx:f cx:v cx:numFmt cx:formula x15:f x15:sqref x14:f x14:argumentDescription xlrd:v xlrd2:v
font div b i u s strike sub sup span p center
""".split())
SPREAD = "vx:"  # The data of controls and notes in VML: numbers and formulas, one to an element.


def check(root, part):
    """Refuses a part in which something else is left, naming the part and never what it holds."""
    allowed = {}
    for element in root.iter():
        if element.tag not in allowed:
            allowed[element.tag] = known(element.tag), set()
        fine, attributes = allowed[element.tag]
        name = NAMES.of(element.tag)
        if not fine or name not in TEXT and not name.startswith(SPREAD) and (element.text and element.text.strip()) or (
                element.tail and element.tail.strip() and ":" in NAMES.of(element.getparent().tag)):
            raise Refused(answers.UNKNOWN_PART, part)
        for key in element.attrib:
            if key not in attributes:
                if not known_attribute(name, key):
                    raise Refused(answers.UNKNOWN_PART, part)
                attributes.add(key)


def known(tag):
    prefix, _, local = NAMES.of(tag).rpartition(":")
    return local in ELEMENTS.get(prefix, ())


def known_attribute(element, key):
    prefix, _, local = NAMES.of(key).rpartition(":")
    if prefix:
        return local in ATTRIBUTES.get(prefix, ())
    return local in SHARED or local in ATTRIBUTES.get(element.rpartition(":")[0], ())
