//! What `--help` says below the arguments: an example that works as it stands, and the exit codes.
//! A test sees that every command has both, and that docs/cli.md names it with all it takes.

/// `lapwing import inspections`.
pub const IMPORT_INSPECTIONS: &str = "\
Example: take a file in, then see what it changed; doing it twice changes nothing:

    lapwing import inspections inspections.csv

Exit codes: 0 taken in, also when rows or cells are named to mend; 1 something outside went wrong;
2 arguments cannot be used; 3 the file cannot be used.";

/// `lapwing inspections`.
pub const INSPECTIONS: &str = "\
Example: every inspection of one service, newest first:

    lapwing inspections --search medway

Exit codes: 0 listed, also when nothing was found; 1 something outside went wrong;
2 arguments cannot be used.";

/// `lapwing recommendations`.
pub const RECOMMENDATIONS: &str = "\
Example: what was recommended to one service, as data:

    lapwing recommendations --search medway --json

Exit codes: 0 listed, also when nothing was found; 1 something outside went wrong;
2 arguments cannot be used.";

/// `lapwing report attach`.
pub const REPORT_ATTACH: &str = "\
Example: keep the published report beside its inspection:

    lapwing report attach hmip-2018-medway-2020 medway-2020.pdf

Exit codes: 0 kept; 1 something outside went wrong; 2 the register holds no such inspection;
3 the file cannot be used.";

/// `lapwing audit verify`.
pub const AUDIT_VERIFY: &str = "\
Example: check the trail against a checkpoint that was written down earlier:

    lapwing audit verify --checkpoint ROW:DIGEST

Exit codes: 0 the trail is whole; 1 something outside went wrong; 2 that is no checkpoint;
4 the trail is not whole.";

/// `lapwing audit checkpoint`.
pub const AUDIT_CHECKPOINT: &str = "\
Example: one line to be put into tonight's minutes:

    lapwing audit checkpoint

Exit codes: 0 printed; 1 something outside went wrong.";

/// `lapwing audit export`.
pub const AUDIT_EXPORT: &str = "\
Example: check the trail without Lapwing:

    lapwing audit export | python3 docs/verify_trail.py

Exit codes: 0 printed; 1 something outside went wrong.";

/// `lapwing services`.
pub const SERVICES: &str = "\
Example: services whose name, or another spelling of it, holds a word:

    lapwing services --search south

Exit codes: 0 listed, also when nothing was found; 1 something outside went wrong;
2 arguments cannot be used.";

/// `lapwing service`.
pub const SERVICE: &str = "\
Example: one service over time, with its published figures:

    lapwing service Medway

Exit codes: 0 shown; 1 something outside went wrong; 2 arguments cannot be used; 3 no service has
that name.";

/// `lapwing backup`.
pub const BACKUP: &str = "\
Example: an encrypted backup while pages are served, its key lying elsewhere:

    lapwing backup monday.backup --recipient age1...

The file appears under its name once all of it is on the disk. A backup may be taken in the clear
only while there are no records about people.
Exit codes: 0 written; 1 something outside went wrong; 2 arguments cannot be used, the file is
there already, or the backup must be encrypted; 3 the file with the passphrase cannot be read.";

/// `lapwing restore`.
pub const RESTORE: &str = "\
Example: is this backup good, and then, into a new database of either kind:

    lapwing restore monday.backup --check-only
    lapwing --database new.db restore monday.backup

The whole backup is checked first; then all of it arrives, or nothing.
Exit codes: 0 restored; 1 something outside went wrong; 2 arguments cannot be used, or there are
records in the database already; 3 the backup or its key cannot be used; 4 the backup that was to be
checked, or the trail in it, is not as it was written.";

/// `lapwing config show`.
pub const CONFIG_SHOW: &str = "\
Example: which database would be served, and where:

    lapwing config show

Exit codes: 0 shown; 2 arguments cannot be used.";

/// `lapwing completions`.
pub const COMPLETIONS: &str = "\
Example: for bash, from the next session on:

    lapwing completions bash > ~/.local/share/bash-completion/completions/lapwing

Exit codes: 0 printed; 2 there is no such shell.";

/// `lapwing serve`.
pub const SERVE: &str = "\
Example: pages on another port:

    lapwing --database lapwing.db serve --listen 127.0.0.1:9000

Exit codes: 0 stopped by Ctrl-C; 1 something outside went wrong; 2 arguments cannot be used, or the
front end is not built in.";

/// `lapwing demo`.
pub const DEMO: &str = "\
Example: the published register to look around in, on whichever port is free:

    lapwing demo --listen 127.0.0.1:0

Exit codes: 0 stopped by Ctrl-C, or filled; 1 something outside went wrong; 2 arguments cannot be
used, or the front end is not built in.";
