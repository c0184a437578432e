using System.Text.Json.Serialization;

namespace Intake.Core.Cleaning;

/// <summary>What is hidden in files and is taken out. Reporters see the kinds, never the values.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HiddenData>))]
public enum HiddenData
{
    /// <summary>GPS, names of places.</summary>
    Place,

    /// <summary>Who made, owned or changed it.</summary>
    Author,

    /// <summary>The camera, telephone or other device, and its numbers.</summary>
    Device,

    /// <summary>When it was made or changed.</summary>
    Times,

    /// <summary>The programs that made it.</summary>
    Software,

    /// <summary>Titles, descriptions and comments about the file.</summary>
    Comments,

    /// <summary>A small picture of it, perhaps of an earlier state.</summary>
    Thumbnail,

    /// <summary>Addresses and folders that it points to.</summary>
    Links,

    /// <summary>Numbers by which this document, or this copy of it, is recognised.</summary>
    Ids,

    /// <summary>Settings of the program or printer.</summary>
    Settings,

    /// <summary>A colour profile, which may name a device.</summary>
    Colours,

    /// <summary>A short film that a telephone keeps with a picture.</summary>
    Film,

    /// <summary>Data tracks of a film that nobody sees or hears.</summary>
    Tracks,

    /// <summary>Letters that nobody sees, which may mark a copy.</summary>
    Invisible,

    /// <summary>Bytes behind the file's end.</summary>
    Trailing,

    /// <summary>A mail's way from server to server.</summary>
    Headers,

    /// <summary>Typefaces that the file carried.</summary>
    Fonts,

    /// <summary>Anything else that does not belong to what it shows.</summary>
    Other,
}
