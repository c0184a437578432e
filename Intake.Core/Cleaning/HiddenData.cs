using System.Text.Json.Serialization;

namespace Intake.Core.Cleaning;

/// <summary>What kind of hidden data a file carried: all that is ever shown or kept of it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HiddenData>))]
public enum HiddenData
{
    /// <summary>Where it was made: GPS, names of places.</summary>
    Place,

    /// <summary>Who made, owned or changed it.</summary>
    Author,

    /// <summary>The camera, telephone or other device, and its numbers.</summary>
    Device,

    /// <summary>When it was made or changed.</summary>
    Times,

    /// <summary>The programs that made it.</summary>
    Software,

    /// <summary>Titles, descriptions and comments.</summary>
    Comments,

    /// <summary>A small picture of it, perhaps of an earlier state.</summary>
    Thumbnail,

    /// <summary>Anything else that does not belong to what it shows.</summary>
    Other,
}
