import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#endif

// A reader that goes away ends the command quietly.
signal(SIGPIPE, SIG_IGN)
exit(CommandLineTool.run(Array(CommandLine.arguments.dropFirst())).rawValue)
