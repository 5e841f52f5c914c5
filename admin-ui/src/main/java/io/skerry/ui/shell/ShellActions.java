package io.skerry.ui.shell;

/// What the frame can do; the program connects the words and keys to it.
///
/// @param search opens the palette
/// @param toggleTheme goes from dark to light or back
/// @param showShortcuts opens the sheet of shortcuts
/// @param retry tries to connect at once
/// @param dismissNote closes the note about a gap
public record ShellActions(
    Runnable search,
    Runnable toggleTheme,
    Runnable showShortcuts,
    Runnable retry,
    Runnable dismissNote) {}
