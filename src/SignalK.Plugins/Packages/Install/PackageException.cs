namespace SignalK.Plugins.Packages.Install;

/// <summary>Why a package is not taken: one clear sentence. Never leaves the installer.</summary>
sealed class PackageException(string reason) : Exception(reason);
