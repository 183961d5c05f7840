using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Providers;
using SignalK.Plugins.Running;

namespace SignalK.Plugins.Providers;

/// <summary>Resources of one type that a plugin keeps.</summary>
internal sealed class PluginResources(IPluginCalls calls, string type) : IResourceProvider
{
    private static readonly JsonEncodedText s_type = JsonEncodedText.Encode("resourceType");

    public string Id => calls.Id.Package;

    public string Name => calls.Id.Package;

    public async Task<ProviderAnswer> ListAsync(ReadOnlyMemory<byte> query, CancellationToken cancel) => Lenient(await AskAsync(
        "resources_list_resources", GuestRequest.Write((query, type), static (w, s) =>
        {
            WriteMembers(w, s.query.Span);
            w.WriteString(s_type, s.type);
        }), cancel).ConfigureAwait(false));

    public async Task<ProviderAnswer> GetAsync(string id, string? property, CancellationToken cancel) => Lenient(await AskAsync(
        "resources_get_resource", GuestRequest.Write((id, property, type), static (w, s) =>
        {
            w.WriteString("id"u8, s.id);
            if (s.property is not null)
            {
                w.WriteString("property"u8, s.property);
            }

            w.WriteString(s_type, s.type);
        }), cancel).ConfigureAwait(false));

    public async Task<ProviderAnswer> SetAsync(string id, ReadOnlyMemory<byte> value, CancellationToken cancel) => GuestRequest.Agreed(await AskAsync(
        "resources_set_resource", GuestRequest.Write((id, value, type), static (w, s) =>
        {
            w.WriteString("id"u8, s.id);
            w.WritePropertyName("value"u8);
            w.WriteRawValue(s.value.Span, skipInputValidation: true);
            w.WriteString(s_type, s.type);
        }), cancel).ConfigureAwait(false), "the plugin refused it");

    public async Task<ProviderAnswer> DeleteAsync(string id, CancellationToken cancel) => GuestRequest.Agreed(await AskAsync(
        "resources_delete_resource", GuestRequest.Write((id, type), static (w, s) =>
        {
            w.WriteString("id"u8, s.id);
            w.WriteString(s_type, s.type);
        }), cancel).ConfigureAwait(false), "the plugin refused it");

    // A provider that cannot list has none.
    private static ProviderAnswer Lenient(ProviderAnswer answer) =>
        answer.Outcome == ProviderOutcome.Unsupported ? ProviderAnswer.Nothing : answer;

    private static void WriteMembers(Utf8JsonWriter writer, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, SkJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (name != "resourceType")
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
    }

    private Task<ProviderAnswer> AskAsync(string export, ReadOnlyMemory<byte> request, CancellationToken cancel) =>
        GuestRequest.AskAsync(calls, export, request, cancel);
}
