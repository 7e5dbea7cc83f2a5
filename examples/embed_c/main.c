/*
 * Judges documents together by the bundled rules and prints what fails, with its evidence.
 *
 *   embed_c YYYY-MM-DD FILE...
 *
 * The exit code is the verdict: 0 is the only green.
 */
#include <cordon.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names and messages come from documents. Nothing of them but plain characters reaches a terminal,
 * and no '#' before another or before '[': build systems take "##vso[...]" for an order, wherever
 * in a line it is. They take "::error::" for one at the beginning of a line, after blanks: lines
 * that show such a text begin with a mark of ours.
 */
static void print(FILE* out, cordon_str text) {
  size_t i;
  for (i = 0; i < text.size; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    const char next = i + 1 < text.size ? text.data[i + 1] : ' ';
    if (c >= 0x20 && c < 0x7F && !(c == '#' && (next == '#' || next == '['))) {
      fputc(c, out);
    } else {
      fprintf(out, "\\x%02x", (unsigned)c);
    }
  }
}

/* Tells an error and releases it. The rendered text is safe to print. */
static int give_up(cordon_error* error) {
  const cordon_str text = cordon_error_render(error);
  if (text.size > 0) fwrite(text.data, 1, text.size, stderr);
  cordon_error_release(error);
  return 2;
}

static char* read_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  char* bytes = NULL;
  long length = 0;
  if (file == NULL) return NULL;
  if (fseek(file, 0, SEEK_END) == 0 && (length = ftell(file)) >= 0 &&
      fseek(file, 0, SEEK_SET) == 0) {
    *size = (size_t)length;
    bytes = malloc(*size + 1);
    if (bytes != NULL && fread(bytes, 1, *size, file) != *size) {
      free(bytes);
      bytes = NULL;
    }
  }
  fclose(file);
  return bytes;
}

static int parse(const cordon_engine* engine, const char* path, cordon_document** document) {
  cordon_error* error = NULL;
  cordon_str name;
  size_t size = 0;
  cordon_status status;
  char* bytes = read_file(path, &size);
  name.data = path;
  name.size = strlen(path);
  if (bytes == NULL) {
    fputs("* ", stderr);
    print(stderr, name);
    fputs(" cannot be read\n", stderr);
    return 2;
  }
  status = cordon_document_parse(engine, name, bytes, size, document, &error);
  free(bytes); /* copied */
  return status == CORDON_OK ? 0 : give_up(error);
}

static void print_requirements(const cordon_result* result, size_t row, size_t count) {
  size_t i, k;
  for (i = 0; i < count; ++i) {
    cordon_requirement requirement;
    requirement.struct_size = sizeof requirement;
    if (cordon_result_requirement(result, row, i, &requirement) != CORDON_OK) return;
    printf("  - ");
    print(stdout, requirement.message);
    putchar('\n');
    for (k = 0; k < requirement.evidence_count; ++k) {
      cordon_evidence fact;
      fact.struct_size = sizeof fact;
      if (cordon_result_evidence(result, row, i, k, &fact) != CORDON_OK) break;
      printf("    = ");
      print(stdout, fact.expression);
      printf(" is ");
      print(stdout, fact.value_json);
      printf(" (line %u)\n", (unsigned)fact.place.line);
    }
  }
}

static int print_result(const cordon_result* result) {
  static const char* const kStatus[] = {"pass", "fail", "undetermined", "error"};
  const size_t count = cordon_result_row_count(result);
  cordon_str cause;
  size_t i;
  for (i = 0; i < count; ++i) {
    cordon_row row;
    row.struct_size = sizeof row;
    if (cordon_result_row(result, i, &row) != CORDON_OK) return 2;
    if (row.status < CORDON_STATUS_FAIL || row.status > CORDON_STATUS_ERROR) continue;
    printf("* ");
    print(stdout, row.place.file);
    printf(":%u ", (unsigned)row.place.line);
    print(stdout, row.rule_id);
    printf(" %s ", kStatus[row.status]);
    print(stdout, row.resource);
    putchar('\n');
    print_requirements(result, i, row.requirement_count);
  }
  printf("exit %d", (int)cordon_result_exit_code(result));
  for (i = 0; cordon_result_because(result, i, &cause) == CORDON_OK; ++i) {
    printf("%s", i == 0 ? ": " : "; ");
    print(stdout, cause);
  }
  putchar('\n');
  return (int)cordon_result_exit_code(result);
}

static int judge(const cordon_program* program, const cordon_document* const* documents,
                 size_t count, const char* day) {
  cordon_session* session = NULL;
  cordon_result* result = NULL;
  cordon_error* error = NULL;
  cordon_limits limits;
  cordon_check_options options;
  int code;
  memset(&limits, 0, sizeof limits);
  limits.struct_size = sizeof limits;
  limits.deadline_ns = UINT64_C(60000000000);
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.as_of.data = day;
  options.as_of.size = strlen(day);
  if (cordon_session_new(program, &limits, &session, &error) != CORDON_OK) return give_up(error);
  if (cordon_session_check(session, documents, count, &options, &result, &error) == CORDON_OK) {
    code = print_result(result);
  } else {
    code = give_up(error);
  }
  cordon_result_release(result);
  cordon_session_release(session);
  return code;
}

int main(int argc, char** argv) {
  cordon_engine* engine = NULL;
  cordon_program* program = NULL;
  cordon_error* error = NULL;
  cordon_document** documents;
  const size_t count = argc > 2 ? (size_t)argc - 2 : 0;
  size_t i;
  int code = 0;
  if (count == 0 || cordon_abi_version() != CORDON_ABI_VERSION) {
    fprintf(stderr, "usage: embed_c YYYY-MM-DD FILE...\n");
    return 2;
  }
  documents = calloc(count, sizeof *documents);
  if (documents == NULL) return 2;
  if (cordon_engine_new(NULL, &engine, &error) != CORDON_OK ||
      cordon_program_compile(engine, NULL, 0, &program, &error) != CORDON_OK) {
    code = give_up(error);
  }
  for (i = 0; code == 0 && i < count; ++i) code = parse(engine, argv[i + 2], &documents[i]);
  if (code == 0) code = judge(program, (const cordon_document* const*)documents, count, argv[1]);
  for (i = 0; i < count; ++i) cordon_document_release(documents[i]);
  free(documents);
  cordon_program_release(program);
  cordon_engine_release(engine);
  return code;
}
