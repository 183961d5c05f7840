using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Providers;
using SignalK.Plugins.Running;

namespace SignalK.Plugins.Providers;

/// <summary>Radars that a plugin speaks to.</summary>
internal sealed class PluginRadars(IPluginCalls calls, string name) : IRadarProvider
{
    // What a provider may list; a boat has two.
    private const int MaxRadars = 64;
    private const string Refusal = "the plugin refused it";

    public string Id => calls.Id.Package;

    public string Name => name;

    public async Task<IReadOnlyList<string>> RadarsAsync(CancellationToken cancel)
    {
        var answer = await GuestRequest.AskAsync(calls, "radar_get_radars", default, cancel, AskShape.AnswerOnly).ConfigureAwait(false);
        return answer.IsAnswered ? ReadIds(answer.Json.Span) : [];
    }

    public async Task<ProviderAnswer> ReadAsync(RadarPart part, string radar, CancellationToken cancel) => Found(
        await AskAsync(ExportOf(part), radar, static _ => { }, cancel).ConfigureAwait(false));

    public async Task<ProviderAnswer> ReadControlAsync(string radar, string control, CancellationToken cancel) => Found(
        await AskAsync("radar_get_control", radar, w => w.WriteString("controlId"u8, control), cancel).ConfigureAwait(false));

    public async Task<ProviderAnswer> SetControlAsync(string radar, string control, ReadOnlyMemory<byte> value, CancellationToken cancel)
    {
        var answer = await AskAsync("radar_set_control", radar, w =>
        {
            w.WriteString("controlId"u8, control);
            WriteValue(w, "value", value);
        }, cancel).ConfigureAwait(false);

        // The exports from before there was one for all controls.
        return (answer.Outcome, control) switch
        {
            (ProviderOutcome.Unsupported, "power") => Obeyed(await AskAsync("radar_set_power", radar, w => WriteValue(w, "state", value), cancel).ConfigureAwait(false)),
            (ProviderOutcome.Unsupported, "range" or "gain" or "sea" or "rain") =>
                Obeyed(await AskAsync($"radar_set_{control}", radar, w => WriteValue(w, control, value), cancel).ConfigureAwait(false)),
            _ => Succeeded(answer),
        };
    }

    public async Task<ProviderAnswer> SetControlsAsync(string radar, ReadOnlyMemory<byte> controls, CancellationToken cancel) => Obeyed(
        await AskAsync("radar_set_controls", radar, w => WriteValue(w, "controls", controls), cancel).ConfigureAwait(false));

    public async Task<ProviderAnswer> AcquireTargetAsync(string radar, double bearing, double distance, CancellationToken cancel) => Succeeded(
        await AskAsync("radar_acquire_target", radar, w =>
        {
            w.WriteNumber("bearing"u8, bearing);
            w.WriteNumber("distance"u8, distance);
        }, cancel).ConfigureAwait(false));

    public async Task<ProviderAnswer> CancelTargetAsync(string radar, long target, CancellationToken cancel) => Obeyed(
        await AskAsync("radar_cancel_target", radar, w => w.WriteNumber("targetId"u8, target), cancel).ConfigureAwait(false));

    public async Task<ProviderAnswer> SetArpaSettingsAsync(string radar, ReadOnlyMemory<byte> settings, CancellationToken cancel) => Succeeded(
        await AskAsync("radar_set_arpa_settings", radar, w => WriteValue(w, "settings", settings), cancel).ConfigureAwait(false));

    private static string ExportOf(RadarPart part) => part switch
    {
        RadarPart.Information => "radar_get_radar_info",
        RadarPart.Capabilities => "radar_get_capabilities",
        RadarPart.State => "radar_get_state",
        RadarPart.Targets => "radar_get_targets",
        _ => "radar_get_arpa_settings",
    };

    private static ProviderAnswer Found(ProviderAnswer answer) =>
        answer.IsAnswered && GuestRequest.ErrorOf(answer.Json.Span) is not null ? ProviderAnswer.Nothing : answer;

    // {"success":true,…}
    private static ProviderAnswer Succeeded(ProviderAnswer answer) => answer switch
    {
        { Outcome: ProviderOutcome.Nothing } => ProviderAnswer.Failure(ProviderOutcome.Refused, Refusal),
        { IsAnswered: true } when GuestRequest.ReadVerdict(answer.Json.Span).Success is null =>
            ProviderAnswer.Failure(ProviderOutcome.Refused, GuestRequest.ErrorOf(answer.Json.Span) ?? Refusal),
        _ => GuestRequest.Agreed(answer, Refusal),
    };

    // true
    private static ProviderAnswer Obeyed(ProviderAnswer answer) =>
        answer.IsAnswered && answer.Json.Span.Trim(" \t\r\n"u8).SequenceEqual("true"u8) || answer.Outcome is not (ProviderOutcome.Answered or ProviderOutcome.Nothing)
            ? answer
            : ProviderAnswer.Failure(ProviderOutcome.Refused, (answer.IsAnswered ? GuestRequest.ErrorOf(answer.Json.Span) : null) ?? Refusal);

    private static void WriteValue(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json.Span, skipInputValidation: true);
    }

    private static List<string> ReadIds(ReadOnlySpan<byte> json)
    {
        var ids = new List<string>();
        var reader = new Utf8JsonReader(json, SkJson.ReaderOptions);
        reader.Read();
        while (reader.TokenType != JsonTokenType.None && ids.Count < MaxRadars && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                ids.Add(reader.GetString()!);
            }

            reader.Skip();
        }

        return ids;
    }

    private Task<ProviderAnswer> AskAsync(string export, string radar, Action<Utf8JsonWriter> members, CancellationToken cancel) =>
        GuestRequest.AskAsync(calls, export, GuestRequest.Write((radar, members), static (w, s) =>
        {
            w.WriteString("radarId"u8, s.radar);
            s.members(w);
        }), cancel);
}
