import Glibc

/// The time that this thread has had a processor: what it takes on a machine that does other things too.
enum ProcessorTime {
  /// The seconds that a piece of work takes, with what it gives.
  static func measure<T>(_ work: () throws -> T) rethrows -> (seconds: Double, result: T) {
    let start = now
    let result = try work()
    return (now - start, result)
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
