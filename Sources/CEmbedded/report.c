// The style sheet and the script of the case report.
#include "CEmbedded.h"

static const uint8_t report_style[] = {
#embed "../GVCCaseReport/Assets/report.css"
};
static const uint8_t report_script[] = {
#embed "../GVCCaseReport/Assets/report.js"
};

CEmbeddedFile c_embedded_report_style(void) { return (CEmbeddedFile){"report", report_style, sizeof report_style}; }
CEmbeddedFile c_embedded_report_script(void) { return (CEmbeddedFile){"report", report_script, sizeof report_script}; }
