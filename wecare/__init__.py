"""The portal's kernel: settings, entry points and the apps that know no noun of the domain."""
