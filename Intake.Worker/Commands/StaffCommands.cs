using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Commands;

/// <summary><c>staff …</c>: the first accounts of an installation, before anybody can sign in. Running it certifies nobody.</summary>
internal static class StaffCommands
{
    public static async Task<ExitCode> InviteAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed.Count < 4) return ExitCode.Misused;
        var (schemeName, email, name, roleNames, unitNames) = (typed[0], typed[1], typed[2], typed[3], typed.Skip(4).ToList());
        if (!TryReadRoles(roleNames, out var roles))
        {
            return await RefuseAsync(surroundings, $"Roles are {string.Join(", ", Enum.GetNames<StaffRoles>())}.");
        }

        var site = surroundings.Required("Intake:PublicOrigins:0");

        await using var core = surroundings.OpenCoreAsOwner(mailFrom: surroundings.Settings["Intake:Mail:From"]);
        await using var scope = core.CreateAsyncScope();
        Scheme? scheme = null;
        if (schemeName != "-"
            && (scheme = await scope.ServiceProvider.GetRequiredService<SchemeCatalogue>()
                .FindAsync(schemeName, CancellationToken.None)) is null)
        {
            return await RefuseAsync(surroundings, $"No scheme {schemeName} is loaded.");
        }

        var units = unitNames.Select(unit => scheme?.Unit(unit)).ToList();
        if (units.IndexOf(null) is >= 0 and var missing)
        {
            return await RefuseAsync(surroundings, $"The scheme has no unit {unitNames[missing]}.");
        }

        var invited = await scope.ServiceProvider.GetRequiredService<StaffDesk>().InviteFromCommandAsync(
            new NewStaff(scheme?.Id, email, name, roles, [.. units.Select(unit => unit!.Id)]), CancellationToken.None);
        if (invited.Refusal is { } refusal) return await RefuseAsync(surroundings, Reason(refusal));
        await surroundings.Output.WriteLineAsync(invited.Delivery switch
        {
            LinkDelivery.Mailed => $"The worker mails the link to {email}; it works once, within {StaffDesk.LinkDays} days.",
            LinkDelivery.ForAdministrators =>
                "Saved, without a link: this person's keys are in use. An administrator of the scheme gives a link for new ones.",
            _ => $"No mail is set up here (Intake:Mail:From), so you see this link. Whoever opens it makes the account's keys.\n"
                + $"Hand it over in person or by telephone; it works once, within {StaffDesk.LinkDays} days:\n"
                + $"{site}/da/office/invitation/{invited.Token}",
        });
        return ExitCode.Done;
    }

    public static async Task<ExitCode> ListAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed.Count > 0) return ExitCode.Misused;
        await using var db = surroundings.OpenAsOwner();
        var schemes = await db.Schemes.AsNoTracking().ToDictionaryAsync(scheme => scheme.Id, scheme => scheme.Name);
        foreach (var person in await db.Staff.AsNoTracking().OrderBy(person => person.Email).ToListAsync())
        {
            var scheme = person.SchemeId is { } id ? schemes[id] : "-";
            await surroundings.Output.WriteLineAsync($"{person.Email}\t{person.FullName}\t{scheme}\t{person.Roles}\t{person.State}");
        }

        return ExitCode.Done;
    }

    /// <summary>Names alone, separated by commas: numbers, which the framework would take too, are refused.</summary>
    private static bool TryReadRoles(string text, out StaffRoles roles)
    {
        roles = 0;
        foreach (var word in text.Split(','))
        {
            if (!Enum.GetNames<StaffRoles>().Contains(word, StringComparer.OrdinalIgnoreCase)) return false;
            roles |= Enum.Parse<StaffRoles>(word, ignoreCase: true);
        }

        return true;
    }

    private static string Reason(InviteRefusal? refusal) => refusal switch
    {
        InviteRefusal.BadEmail => "That is no mail address.",
        InviteRefusal.BadName => "A name is a first and a last name of at most 200 characters, without control characters.",
        InviteRefusal.BadRoles => "An operator has no scheme (-) and no other role; everybody else has a scheme.",
        InviteRefusal.BadUnits => "A case handler has one unit or more, and others have none.",
        InviteRefusal.EmailTaken => "That address is an operator's, or an operator was to get one that somebody has.",
        _ => "Refused.",
    };

    private static async Task<ExitCode> RefuseAsync(CommandContext surroundings, string why)
    {
        await surroundings.Errors.WriteLineAsync(why);
        return ExitCode.Refused;
    }
}
