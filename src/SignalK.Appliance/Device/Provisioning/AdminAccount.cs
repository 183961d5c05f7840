using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Owner;
using SignalK.Core.Storage;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>security.json as far as the card goes: it is there, with strangers let read, and has the owner's account.</summary>
static class AdminAccount
{
    /// <returns>False when it could not be written.</returns>
    public static bool Apply(ConfigPaths config, AdminSettings? admin, ApplyReport report)
    {
        var faults = new FaultList("security.json");
        var file = new JsonDocumentFile<JsonObject>(config.Security, DurableFileOptions.ForSecrets);
        var known = file.Load(faults);
        var before = known?.ToJsonString();
        var document = known ?? new JsonObject { ["allow_readonly"] = true };
        report.Add(faults);
        if (document["secretKey"] is null)
            document["secretKey"] = RandomNumberGenerator.GetHexString(512, lowercase: true);
        if (admin?.Password is { } password)
            SetPassword(document, admin.User, password);
        else if (admin is not null && !IsThere(document, admin.User))
            report.Wrong("appliance.json", "admin.password", $"there is no account \"{admin.User}\" yet: write its password; it is blanked here once it is known");
        if (document.ToJsonString() == before || file.Save(document).Error is not { } error)
            return true;
        report.Wrong("security.json", "", error);
        return false;
    }

    /// <summary>Whether somebody can log in as an administrator.</summary>
    public static bool IsClaimed(ConfigPaths config)
    {
        var document = new JsonDocumentFile<JsonObject>(config.Security, DurableFileOptions.ForSecrets with { ReadOnly = true }).Load(new FaultList(""));
        return Users(document).Any(user => user["type"]?.ToString() == "admin" && user["password"]?.ToString() is { Length: > 0 });
    }

    static void SetPassword(JsonObject document, string name, string password)
    {
        if (document["users"] is not JsonArray users)
            document["users"] = users = [];
        var user = Users(document).FirstOrDefault(user => user["username"]?.ToString() == name);
        if (user is null)
            users.Add((JsonNode)(user = new JsonObject { ["username"] = name }));
        user["type"] = "admin";
        user["password"] = BCrypt.Net.BCrypt.HashPassword(password);
    }

    static bool IsThere(JsonObject document, string name) => Users(document).Any(user => user["username"]?.ToString() == name);

    static IEnumerable<JsonObject> Users(JsonObject? document) => (document?["users"] as JsonArray)?.OfType<JsonObject>() ?? [];
}
