// Made of Grammar/errors.md by Grammar/codes.py.
// swift-format-ignore-file

/// What a diagnostic says, printed as `GVC0302`: the registry of all there are.
///
/// There is no diagnostic without one of these, and each has its page in the error index.
public enum DiagnosticCode: UInt16, Sendable, CaseIterable {
  /// The file is not UTF-8 text at the byte that is named.
  case invalidUTF8 = 1
  /// A character that has no meaning in the language stands outside of texts and comments.
  case unexpectedCharacter = 2
  /// A text or comment holds a character that does not show: a control character, or one that
  /// turns the direction of writing.
  case hiddenCharacter = 3
  /// A text has no closing quote.
  case unclosedText = 4
  /// A backslash in a text stands for nothing.
  case unknownEscape = 5
  /// The file is longer than 1 GiB.
  case fileTooLong = 6
  /// A text or a name on one line has more bytes than anyone reads.
  case tokenTooLong = 7
  /// A number has more than 100 digits.
  case numberTooLong = 8
  /// Something was expected here, and something else was found.
  case unexpectedToken = 10
  /// What was opened is not closed.
  case unclosed = 11
  /// No declaration begins like this.
  case noDeclaration = 12
  /// Blocks, lists or conditions are nested deeper than 200 levels.
  case nestedTooDeep = 13
  /// The file has more than 10,000 mistakes of form.
  case tooManyMistakesOfForm = 14
  /// A value, a name or a sign is written as in a spreadsheet, a word processor or another
  /// language.
  case foreignNotation = 15
  /// A space of another kind, such as the one that does not break a line, stands between two words.
  case foreignSpace = 16
  /// The kind of a declaration is not known.
  case unknownKind = 101
  /// Two things have the same name: in one file, in two files of a directory, or in a file and one
  /// that it imports without a name of its own.
  case duplicateName = 102
  /// The kind has no attribute of this name.
  case unknownAttribute = 103
  /// Nothing is called that.
  case unknownName = 104
  /// The name stands for something of another kind than is needed here.
  case wrongKind = 105
  /// An attribute is given twice in one block.
  case repeatedAttribute = 106
  /// A declaration has no name, so nothing can refer to it.
  case missingName = 107
  /// A link or a tie does not say whom it joins.
  case missingEnds = 108
  /// Only links and ties have ends.
  case unexpectedEnds = 109
  /// The kind only gathers others, and is too general to declare.
  case abstractKind = 110
  /// No theory of that name is built in or declared in the project.
  case unknownTheory = 111
  /// Two actors are linked more than once, and it is not said which of the links is meant.
  case ambiguousEnds = 112
  /// What stands here reads like a part of the thing, as the tiers are parts of a chain; the kind
  /// has none of that word.
  case unknownMember = 113
  /// A name stands for more than one thing: two imported files declare it, and none of them the
  /// project itself.
  case ambiguousName = 114
  /// A kind that is part of another, as a tier is part of a chain, stands outside of it.
  case partOutside = 115
  /// A theory derives the attribute from other facts, so that a case cannot state it.
  case derivedIsStated = 116
  /// The project declares more kinds, scales, attributes, verdicts, theories, thresholds or rules
  /// than can be read: 1,000 kinds, verdicts and theories, 5,000 scales, thresholds and rules,
  /// 10,000 attributes.
  case tooManyDeclarations = 117
  /// The project has more than 10,000 mistakes beyond those of form; the note says how many more
  /// there are.
  case unlistedMistakes = 118
  /// Nothing stands where an import points.
  case importNotFound = 120
  /// What an import names is there, but cannot be read: its permissions forbid it, its links go
  /// round, or it is a pipe or a device.
  case importUnreadable = 121
  /// An import leaves the project.
  case importOutside = 122
  /// Imports go round in a circle: a file brings in another one that brings in the first.
  case importCycle = 123
  /// An imported file is longer than 1 GiB, or an imported directory has more than 10,000 `.gvc`
  /// files.
  case importTooLarge = 124
  /// Two imports have the same name, or one has the name of a built-in theory.
  case aliasTaken = 125
  /// A built-in theory is no file, and is brought in with `use`.
  case packImported = 126
  /// The project imports more than 1,000 files and directories, each of them by itself.
  case tooManyImports = 127
  /// An import names a directory in which there is no `.gvc` file.
  case importEmpty = 128
  /// An import names a file that is no `.gvc` file.
  case importOfOtherFile = 129
  /// The value is not of the attribute's type.
  case wrongType = 201
  /// The word is none of the scale's or choice's.
  case unknownWord = 202
  /// The number is outside of what the attribute can be.
  case outOfRange = 203
  /// A range goes from the lower end to the higher.
  case reversedRange = 204
  /// An attribute is declared with a type that does not exist.
  case unknownType = 205
  /// The two ends of a range have different units.
  case mixedUnits = 206
  /// A threshold is a number, an amount or a duration that rules compare with.
  case thresholdIsNoNumber = 207
  /// An option takes other values: a date behind a source is a date or a year, the weight of an
  /// answer a whole number from 0 to 5.
  case wrongQualifier = 208
  /// Countries are written by their two-letter codes (ISO 3166-1).
  case unknownCountry = 209
  /// The calendar has no such date.
  case noSuchDate = 210
  /// An element stands twice in one list.
  case repeatedElement = 211
  /// A value in a map says what is needed (`must`, `wanted`) or what can be done (`yes`, `no`), or
  /// gives a level, a number or a bound.
  case noMapValue = 212
  /// A list has more than 100,000 elements.
  case listTooLong = 213
  /// A change is measured by a number, count, share, percentage, duration or amount of money that
  /// a case states.
  case noMeasureOfChange = 214
  /// A count or an amount has three digits behind its point.
  case doubtfulPoint = 219
  /// A unit has the name of one that is built in, of a currency, or of a word such as `million`.
  case builtInUnit = 230
  /// A unit is declared by way of itself, so that it has no size.
  case circularUnit = 231
  /// A unit is declared as so many of another unit, and more than none of it.
  case noSizeOfUnit = 232
  /// A firm cannot supply itself.
  case linkToItself = 301
  /// The shares of one supplier's sales, or of one buyer's purchases, add up to more than the
  /// whole.
  case sharesAboveWhole = 302
  /// A source is declared, and no fact and no rule cites it.
  case unusedSource = 303
  /// Of several periods it must be clear which comes first: by their years, or by what they follow.
  case unorderedPeriod = 304
  /// Layers build on one another, and a layer cannot build on itself.
  case circularLayers = 305
  /// A share of a counted group gives no whole number of its members.
  case groupShareOfNoMembers = 307
  /// A period is said to follow another, and its years say the opposite.
  case periodsOutOfOrder = 308
  /// The case declares an activity that no actor performs or has for a core competence.
  case activityOfNobody = 309
  /// The default of a threshold is outside of the range that is declared for it.
  case thresholdOutOfRange = 310
  /// Two links join the same actors in the same chain, and neither has a name, so that nothing
  /// tells them apart.
  case sameLinkTwice = 311
  /// The fact says what moved, such as `efficiency: rising`, and stands where nothing moved:
  /// outside of all periods and scenarios, or in a period that no other stands before.
  case changeWithoutBefore = 312
  /// A change is stated in a word, and the numbers of the two periods say otherwise.
  case wordAgainstNumbers = 313
  /// The fact is dated by its evidence, or is in the prices of a year, and is used in a period of
  /// other years.
  case outsideItsLayer = 314
  /// Sources, or the sides that they speak for, say different things of the same attribute in the
  /// same layer.
  case sourcesDiffer = 315
  /// A buyer supplies a firm, and nobody supplies the buyer: the link may be written the wrong way
  /// round.
  case reversedLink = 319
  /// A rule or a derived attribute uses a name that nothing has: no variable of the rule, no
  /// attribute of the thing that is derived, no threshold, no collection, nothing that is declared.
  case unknownNameInRule = 401
  /// The thing has no attribute of this name.
  case noAttributeInRule = 402
  /// Something of another type is needed here: a condition where a number stands, one thing where
  /// several are meant, a list where there is one thing.
  case wrongTypeInRule = 403
  /// Two values are compared, added or taken together that measure different things.
  case measuresDoNotMix = 404
  /// The word is none of those that can stand here: of a voice, of a verdict, of its qualifier.
  case unknownWordInRule = 405
  /// There is no function of this name.
  case unknownFunction = 406
  /// A function is given too few or too many arguments.
  case wrongArguments = 407
  /// A rule lacks a clause that every rule needs.
  case missingClause = 408
  /// A clause stands twice in a rule that takes it once.
  case repeatedClause = 409
  /// A finding ends with how strong it is: `definition`, `necessary`, `likely`, `danger`,
  /// `observed` or `advice`.
  case missingModality = 410
  /// A derived attribute is derived from itself, perhaps through others.
  case derivedFromItself = 411
  /// A derived attribute is of one layer.
  case beforeInDerived = 412
  /// A text between braces in a message is filled in: a variable of the rule, a path from one, or
  /// a threshold of the theory.
  case brokenMessage = 413
  /// Two variables of a rule have the same name.
  case shadowedVariable = 414
  /// A rule has more than 64 variables.
  case tooManyVariables = 415
  /// The word is a value of two verdicts of other theories, and it is not clear which is meant.
  case ambiguousWord = 416
  /// A variable of a rule is never used, so that the rule says the same once for each thing it
  /// stands for.
  case unusedVariable = 417
  /// A rule has too many ways to bind its variables, or asks too often who is reached from whom,
  /// and was stopped, so that what it concludes is not complete.
  case unfinishedRule = 418
  /// An attribute is derived from another that is derived from another, in more than 200 steps.
  case ruleTooLarge = 419
  /// An `expect` names something that is not there: a rule, a value of a verdict, a thing, a link,
  /// a layer, a fact or a code.
  case unmatchedExpectation = 420
  /// `before` reads the layer before the one that a rule looks at, and that layer alone: there is
  /// no layer before that one inside of it.
  case nestedBefore = 421
  /// In a derived attribute or a column the attributes of the thing stand by themselves.
  case ambiguousNameInRule = 422
  /// A message names a variable that the finding is not about: neither its subject, its object,
  /// nor what stands behind `on`.
  case lostWitness = 423
  /// A theory finds a contradiction in the case: what is stated in one place excludes what is
  /// stated in another, or what the words mean.
  case findingOfError = 501
  /// A theory doubts what the case states: it does not follow from what it is said to rest on, or
  /// two facts hardly fit together.
  case findingOfWarning = 502
  /// `accept finding` says that the case stands by what a theory finds wrong in it.
  case nothingAccepted = 503
  /// `gvc test` holds the conclusions against what the case expects, and this expectation is not
  /// met.
  case unmetExpectation = 510
  /// A table of another program cannot be read: the file is not there, lies outside of the
  /// project, is no workbook, CSV or JSON lines, is damaged, or has a password.
  case tableUnreadable = 600
  /// The workbook has no sheet of this name.
  case sheetNotFound = 601
  /// No column has this head, so that the table would be read without it.
  case columnNotFound = 602
  /// A cell is not what its column holds: no number, no date, neither yes nor no, or an error of
  /// the spreadsheet.
  case cellMisread = 603
  /// A cell that names what the row is about is empty, so that the row states nothing.
  case cellEmpty = 604
  /// Two rows have the same `key`: the columns that tell rows apart.
  case keyRepeated = 605
  /// `from … in` names a table that is declared neither here nor in what is imported.
  case unknownTable = 606
  /// What a row states names a column that the table does not declare.
  case unknownColumn = 607
  /// Not every row of a table states something: this says how many were read, how many the mapping
  /// leaves out and why, and how many are in error.
  case rowsLeftOut = 608
  /// A factor is a power of ten: 100, 1000, 0.01.
  case factorNoPower = 609
  /// A workbook says neither by its title nor by `file` which file it is.
  case workbookWithoutFile = 610
  /// A text cannot be written in this way: a separator is one character or `tab`, a decimal mark
  /// is `.` or `,` and another character than the separator.
  case tableDialect = 611

  /// The row of the table: name, level and title.
  var row: Row {
    switch self {
    case .invalidUTF8:
      Row("invalidUTF8", .error, "The file is not UTF-8 text at the byte that is named")
    case .unexpectedCharacter:
      Row("unexpectedCharacter", .error, "A character that has no meaning in the language stands outside of texts and comments")
    case .hiddenCharacter:
      Row("hiddenCharacter", .warning, "A text or comment holds a character that does not show: a control character, or one that turns the direction of writing")
    case .unclosedText:
      Row("unclosedText", .error, "A text has no closing quote")
    case .unknownEscape:
      Row("unknownEscape", .error, "A backslash in a text stands for nothing")
    case .fileTooLong:
      Row("fileTooLong", .error, "The file is longer than 1 GiB")
    case .tokenTooLong:
      Row("tokenTooLong", .error, "A text or a name on one line has more bytes than anyone reads")
    case .numberTooLong:
      Row("numberTooLong", .error, "A number has more than 100 digits")
    case .unexpectedToken:
      Row("unexpectedToken", .error, "Something was expected here, and something else was found")
    case .unclosed:
      Row("unclosed", .error, "What was opened is not closed")
    case .noDeclaration:
      Row("noDeclaration", .error, "No declaration begins like this")
    case .nestedTooDeep:
      Row("nestedTooDeep", .error, "Blocks, lists or conditions are nested deeper than 200 levels")
    case .tooManyMistakesOfForm:
      Row("tooManyMistakesOfForm", .error, "The file has more than 10,000 mistakes of form")
    case .foreignNotation:
      Row("foreignNotation", .error, "A value, a name or a sign is written as in a spreadsheet, a word processor or another language")
    case .foreignSpace:
      Row("foreignSpace", .warning, "A space of another kind, such as the one that does not break a line, stands between two words")
    case .unknownKind:
      Row("unknownKind", .error, "The kind of a declaration is not known")
    case .duplicateName:
      Row("duplicateName", .error, "Two things have the same name: in one file, in two files of a directory, or in a file and one that it imports without a name of its own")
    case .unknownAttribute:
      Row("unknownAttribute", .error, "The kind has no attribute of this name")
    case .unknownName:
      Row("unknownName", .error, "Nothing is called that")
    case .wrongKind:
      Row("wrongKind", .error, "The name stands for something of another kind than is needed here")
    case .repeatedAttribute:
      Row("repeatedAttribute", .error, "An attribute is given twice in one block")
    case .missingName:
      Row("missingName", .error, "A declaration has no name, so nothing can refer to it")
    case .missingEnds:
      Row("missingEnds", .error, "A link or a tie does not say whom it joins")
    case .unexpectedEnds:
      Row("unexpectedEnds", .error, "Only links and ties have ends")
    case .abstractKind:
      Row("abstractKind", .error, "The kind only gathers others, and is too general to declare")
    case .unknownTheory:
      Row("unknownTheory", .error, "No theory of that name is built in or declared in the project")
    case .ambiguousEnds:
      Row("ambiguousEnds", .error, "Two actors are linked more than once, and it is not said which of the links is meant")
    case .unknownMember:
      Row("unknownMember", .error, "What stands here reads like a part of the thing, as the tiers are parts of a chain; the kind has none of that word")
    case .ambiguousName:
      Row("ambiguousName", .error, "A name stands for more than one thing: two imported files declare it, and none of them the project itself")
    case .partOutside:
      Row("partOutside", .error, "A kind that is part of another, as a tier is part of a chain, stands outside of it")
    case .derivedIsStated:
      Row("derivedIsStated", .error, "A theory derives the attribute from other facts, so that a case cannot state it")
    case .tooManyDeclarations:
      Row("tooManyDeclarations", .error, "The project declares more kinds, scales, attributes, verdicts, theories, thresholds or rules than can be read: 1,000 kinds, verdicts and theories, 5,000 scales, thresholds and rules, 10,000 attributes")
    case .unlistedMistakes:
      Row("unlistedMistakes", .note, "The project has more than 10,000 mistakes beyond those of form; the note says how many more there are")
    case .importNotFound:
      Row("importNotFound", .error, "Nothing stands where an import points")
    case .importUnreadable:
      Row("importUnreadable", .error, "What an import names is there, but cannot be read: its permissions forbid it, its links go round, or it is a pipe or a device")
    case .importOutside:
      Row("importOutside", .error, "An import leaves the project")
    case .importCycle:
      Row("importCycle", .error, "Imports go round in a circle: a file brings in another one that brings in the first")
    case .importTooLarge:
      Row("importTooLarge", .error, "An imported file is longer than 1 GiB, or an imported directory has more than 10,000 `.gvc` files")
    case .aliasTaken:
      Row("aliasTaken", .error, "Two imports have the same name, or one has the name of a built-in theory")
    case .packImported:
      Row("packImported", .error, "A built-in theory is no file, and is brought in with `use`")
    case .tooManyImports:
      Row("tooManyImports", .error, "The project imports more than 1,000 files and directories, each of them by itself")
    case .importEmpty:
      Row("importEmpty", .error, "An import names a directory in which there is no `.gvc` file")
    case .importOfOtherFile:
      Row("importOfOtherFile", .error, "An import names a file that is no `.gvc` file")
    case .wrongType:
      Row("wrongType", .error, "The value is not of the attribute's type")
    case .unknownWord:
      Row("unknownWord", .error, "The word is none of the scale's or choice's")
    case .outOfRange:
      Row("outOfRange", .error, "The number is outside of what the attribute can be")
    case .reversedRange:
      Row("reversedRange", .error, "A range goes from the lower end to the higher")
    case .unknownType:
      Row("unknownType", .error, "An attribute is declared with a type that does not exist")
    case .mixedUnits:
      Row("mixedUnits", .error, "The two ends of a range have different units")
    case .thresholdIsNoNumber:
      Row("thresholdIsNoNumber", .error, "A threshold is a number, an amount or a duration that rules compare with")
    case .wrongQualifier:
      Row("wrongQualifier", .error, "An option takes other values: a date behind a source is a date or a year, the weight of an answer a whole number from 0 to 5")
    case .unknownCountry:
      Row("unknownCountry", .error, "Countries are written by their two-letter codes (ISO 3166-1)")
    case .noSuchDate:
      Row("noSuchDate", .error, "The calendar has no such date")
    case .repeatedElement:
      Row("repeatedElement", .warning, "An element stands twice in one list")
    case .noMapValue:
      Row("noMapValue", .error, "A value in a map says what is needed (`must`, `wanted`) or what can be done (`yes`, `no`), or gives a level, a number or a bound")
    case .listTooLong:
      Row("listTooLong", .error, "A list has more than 100,000 elements")
    case .noMeasureOfChange:
      Row("noMeasureOfChange", .error, "A change is measured by a number, count, share, percentage, duration or amount of money that a case states")
    case .doubtfulPoint:
      Row("doubtfulPoint", .warning, "A count or an amount has three digits behind its point")
    case .builtInUnit:
      Row("builtInUnit", .error, "A unit has the name of one that is built in, of a currency, or of a word such as `million`")
    case .circularUnit:
      Row("circularUnit", .error, "A unit is declared by way of itself, so that it has no size")
    case .noSizeOfUnit:
      Row("noSizeOfUnit", .error, "A unit is declared as so many of another unit, and more than none of it")
    case .linkToItself:
      Row("linkToItself", .error, "A firm cannot supply itself")
    case .sharesAboveWhole:
      Row("sharesAboveWhole", .error, "The shares of one supplier's sales, or of one buyer's purchases, add up to more than the whole")
    case .unusedSource:
      Row("unusedSource", .warning, "A source is declared, and no fact and no rule cites it")
    case .unorderedPeriod:
      Row("unorderedPeriod", .error, "Of several periods it must be clear which comes first: by their years, or by what they follow")
    case .circularLayers:
      Row("circularLayers", .error, "Layers build on one another, and a layer cannot build on itself")
    case .groupShareOfNoMembers:
      Row("groupShareOfNoMembers", .warning, "A share of a counted group gives no whole number of its members")
    case .periodsOutOfOrder:
      Row("periodsOutOfOrder", .error, "A period is said to follow another, and its years say the opposite")
    case .activityOfNobody:
      Row("activityOfNobody", .warning, "The case declares an activity that no actor performs or has for a core competence")
    case .thresholdOutOfRange:
      Row("thresholdOutOfRange", .error, "The default of a threshold is outside of the range that is declared for it")
    case .sameLinkTwice:
      Row("sameLinkTwice", .error, "Two links join the same actors in the same chain, and neither has a name, so that nothing tells them apart")
    case .changeWithoutBefore:
      Row("changeWithoutBefore", .error, "The fact says what moved, such as `efficiency: rising`, and stands where nothing moved: outside of all periods and scenarios, or in a period that no other stands before")
    case .wordAgainstNumbers:
      Row("wordAgainstNumbers", .warning, "A change is stated in a word, and the numbers of the two periods say otherwise")
    case .outsideItsLayer:
      Row("outsideItsLayer", .warning, "The fact is dated by its evidence, or is in the prices of a year, and is used in a period of other years")
    case .sourcesDiffer:
      Row("sourcesDiffer", .note, "Sources, or the sides that they speak for, say different things of the same attribute in the same layer")
    case .reversedLink:
      Row("reversedLink", .note, "A buyer supplies a firm, and nobody supplies the buyer: the link may be written the wrong way round")
    case .unknownNameInRule:
      Row("unknownNameInRule", .error, "A rule or a derived attribute uses a name that nothing has: no variable of the rule, no attribute of the thing that is derived, no threshold, no collection, nothing that is declared")
    case .noAttributeInRule:
      Row("noAttributeInRule", .error, "The thing has no attribute of this name")
    case .wrongTypeInRule:
      Row("wrongTypeInRule", .error, "Something of another type is needed here: a condition where a number stands, one thing where several are meant, a list where there is one thing")
    case .measuresDoNotMix:
      Row("measuresDoNotMix", .error, "Two values are compared, added or taken together that measure different things")
    case .unknownWordInRule:
      Row("unknownWordInRule", .error, "The word is none of those that can stand here: of a voice, of a verdict, of its qualifier")
    case .unknownFunction:
      Row("unknownFunction", .error, "There is no function of this name")
    case .wrongArguments:
      Row("wrongArguments", .error, "A function is given too few or too many arguments")
    case .missingClause:
      Row("missingClause", .error, "A rule lacks a clause that every rule needs")
    case .repeatedClause:
      Row("repeatedClause", .error, "A clause stands twice in a rule that takes it once")
    case .missingModality:
      Row("missingModality", .error, "A finding ends with how strong it is: `definition`, `necessary`, `likely`, `danger`, `observed` or `advice`")
    case .derivedFromItself:
      Row("derivedFromItself", .error, "A derived attribute is derived from itself, perhaps through others")
    case .beforeInDerived:
      Row("beforeInDerived", .error, "A derived attribute is of one layer")
    case .brokenMessage:
      Row("brokenMessage", .error, "A text between braces in a message is filled in: a variable of the rule, a path from one, or a threshold of the theory")
    case .shadowedVariable:
      Row("shadowedVariable", .error, "Two variables of a rule have the same name")
    case .tooManyVariables:
      Row("tooManyVariables", .error, "A rule has more than 64 variables")
    case .ambiguousWord:
      Row("ambiguousWord", .error, "The word is a value of two verdicts of other theories, and it is not clear which is meant")
    case .unusedVariable:
      Row("unusedVariable", .warning, "A variable of a rule is never used, so that the rule says the same once for each thing it stands for")
    case .unfinishedRule:
      Row("unfinishedRule", .warning, "A rule has too many ways to bind its variables, or asks too often who is reached from whom, and was stopped, so that what it concludes is not complete")
    case .ruleTooLarge:
      Row("ruleTooLarge", .error, "An attribute is derived from another that is derived from another, in more than 200 steps")
    case .unmatchedExpectation:
      Row("unmatchedExpectation", .error, "An `expect` names something that is not there: a rule, a value of a verdict, a thing, a link, a layer, a fact or a code")
    case .nestedBefore:
      Row("nestedBefore", .error, "`before` reads the layer before the one that a rule looks at, and that layer alone: there is no layer before that one inside of it")
    case .ambiguousNameInRule:
      Row("ambiguousNameInRule", .error, "In a derived attribute or a column the attributes of the thing stand by themselves")
    case .lostWitness:
      Row("lostWitness", .warning, "A message names a variable that the finding is not about: neither its subject, its object, nor what stands behind `on`")
    case .findingOfError:
      Row("findingOfError", .error, "A theory finds a contradiction in the case: what is stated in one place excludes what is stated in another, or what the words mean")
    case .findingOfWarning:
      Row("findingOfWarning", .warning, "A theory doubts what the case states: it does not follow from what it is said to rest on, or two facts hardly fit together")
    case .nothingAccepted:
      Row("nothingAccepted", .warning, "`accept finding` says that the case stands by what a theory finds wrong in it")
    case .unmetExpectation:
      Row("unmetExpectation", .error, "`gvc test` holds the conclusions against what the case expects, and this expectation is not met")
    case .tableUnreadable:
      Row("tableUnreadable", .error, "A table of another program cannot be read: the file is not there, lies outside of the project, is no workbook, CSV or JSON lines, is damaged, or has a password")
    case .sheetNotFound:
      Row("sheetNotFound", .error, "The workbook has no sheet of this name")
    case .columnNotFound:
      Row("columnNotFound", .error, "No column has this head, so that the table would be read without it")
    case .cellMisread:
      Row("cellMisread", .error, "A cell is not what its column holds: no number, no date, neither yes nor no, or an error of the spreadsheet")
    case .cellEmpty:
      Row("cellEmpty", .error, "A cell that names what the row is about is empty, so that the row states nothing")
    case .keyRepeated:
      Row("keyRepeated", .error, "Two rows have the same `key`: the columns that tell rows apart")
    case .unknownTable:
      Row("unknownTable", .error, "`from … in` names a table that is declared neither here nor in what is imported")
    case .unknownColumn:
      Row("unknownColumn", .error, "What a row states names a column that the table does not declare")
    case .rowsLeftOut:
      Row("rowsLeftOut", .note, "Not every row of a table states something: this says how many were read, how many the mapping leaves out and why, and how many are in error")
    case .factorNoPower:
      Row("factorNoPower", .error, "A factor is a power of ten: 100, 1000, 0.01")
    case .workbookWithoutFile:
      Row("workbookWithoutFile", .error, "A workbook says neither by its title nor by `file` which file it is")
    case .tableDialect:
      Row("tableDialect", .error, "A text cannot be written in this way: a separator is one character or `tab`, a decimal mark is `.` or `,` and another character than the separator")
    }
  }
}
