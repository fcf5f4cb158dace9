// The files that the program carries within it, as `#embed` takes them in: nothing is compiled of them, and the
// dependency files of the compiler name them, so that an edit of one builds anew what has it in it.
#ifndef CEMBEDDED_H
#define CEMBEDDED_H

#include <stddef.h>
#include <stdint.h>

// A file: its name without its suffix, and its bytes. Both last as long as the program.
typedef struct {
  const char *_Nonnull name;
  const uint8_t *_Nonnull bytes;
  size_t count;
} CEmbeddedFile;

// Files in the order of their names.
typedef struct {
  const CEmbeddedFile *_Nonnull files;
  size_t count;
} CEmbeddedFiles;

CEmbeddedFile c_embedded_prelude(void);
CEmbeddedFiles c_embedded_packs(void);
CEmbeddedFiles c_embedded_pack_pages(void);
CEmbeddedFile c_embedded_grammar(void);
CEmbeddedFile c_embedded_errors(void);
CEmbeddedFiles c_embedded_theory_examples(void);
CEmbeddedFile c_embedded_theory_coverage(void);
CEmbeddedFile c_embedded_starter_case(void);
CEmbeddedFile c_embedded_starter_theory(void);
CEmbeddedFile c_embedded_starter_test(void);
CEmbeddedFile c_embedded_report_style(void);
CEmbeddedFile c_embedded_report_script(void);

#endif
