# Sourced by the scripts: finds the SDK that global.json asks for, or says how to get it.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
for dir in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
  command -v dotnet >/dev/null 2>&1 && break
  [ -n "$dir" ] && [ -x "$dir/dotnet" ] && export PATH="$dir:$PATH" DOTNET_ROOT="$dir"
done
if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --version >/dev/null 2>&1; then
  echo "A .NET SDK of version $(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json) or newer in its 10.0 band is needed." >&2
  echo "Get it from https://dotnet.microsoft.com/download/dotnet/10.0 or your distribution (dotnet-sdk-10.0)." >&2
  exit 1
fi
