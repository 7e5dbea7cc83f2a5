#ifndef CORDON_H_
#define CORDON_H_
/**
 * The C interface of Cordon. This header is its specification.
 *
 * Compile rules once (cordon_program), parse documents (cordon_document), judge them in a session
 * (cordon_session_check) and read the rows of the result. docs/embedding.md has a whole program.
 *
 * Rules that hold for every function:
 *
 * - Ownership. *borrowed*: the caller keeps it, and it must stay valid for the time that is said.
 *   *copied*: the caller may free it when the function returns. *transferred*: the receiver has to
 *   release it. An out-parameter gives one reference, `_release` drops it, in any order: what still
 *   needs an object keeps it alive inside. `_release(NULL)` does nothing. No caller frees a raw
 *   pointer. A cordon_str that a function gives is borrowed until its object is released.
 * - NULL. A pointer must not be NULL unless its block says so: CORDON_E_MISUSE. A handle
 *   out-parameter is set to NULL first, and stays so on failure. `err` may always be NULL.
 * - Strings. Text is UTF-8 with a length; NUL bytes in it are legal and nothing is NUL-terminated
 *   by promise. `data` may be NULL iff `size` is 0. Text of documents and rules is hostile where it
 *   is printed.
 * - Errors. Each function that can fail gives a cordon_status. If `err` is not NULL, *err is NULL
 *   after CORDON_OK and else a cordon_error (transferred). What it held before is overwritten,
 *   never released: release an error before its variable is used again. Out of memory is
 *   CORDON_E_NOMEM and needs no memory. A function that breaks an own promise gives
 *   CORDON_E_INTERNAL and leaves its object unusable. Every function can give CORDON_E_MISUSE,
 *   CORDON_E_NOMEM and CORDON_E_INTERNAL; blocks name the others.
 * - Misuse. NULL, a handle of another type and a released handle are told from live handles:
 *   functions give CORDON_E_MISUSE, or what their block says of NULL where they give no status. A
 *   released handle is told as long as a handle of its engine is alive, until 65,536 other handles
 *   of that engine were released after it. Using any handle after everything of its engine was
 *   released is undefined; a callback may release all of it, the call that it is called from ends
 *   in peace.
 * - Threads. A `const` pointer to a handle may be used by several threads at once; any other by one
 *   thread at a time. Releasing is a use by one thread: no other may use that handle meanwhile. A
 *   session that is in use gives CORDON_E_BUSY to another thread, and CORDON_E_REENTRANT to a
 *   callback that it has called.
 * - Callbacks are called on the thread of the call that they belong to, before it returns, and must
 *   not unwind. One that does (C++) is caught: CORDON_E_CALLBACK.
 * - Structs begin with `struct_size`, all but cordon_str, cordon_place, cordon_value and
 *   cordon_source, which are final. The caller sets it to sizeof before the call; other members of
 *   an out-struct need no value, those of an options struct are zeroed first. Members beyond the
 *   caller's size are not touched and have their default. A size below that of the first version,
 *   or of options above 4,096, is CORDON_E_MISUSE; options that are not zero beyond the library's
 *   size ask for what a later version has: CORDON_E_OPTION. Reserved members of options are 0, else
 *   CORDON_E_MISUSE. Numbers that stand for words may grow: tolerate values that you do not know.
 * - State. The library has no global state that changes, reads no clock but for a deadline, no
 *   environment, no file and no network, and writes to no stream.
 * - Determinism. Same program digest, documents and options: the same rows in the same order, and
 *   the same bytes of output.
 */
#include <stddef.h>
#include <stdint.h>

#ifndef CORDON_API
#if defined(__GNUC__)
#define CORDON_API __attribute__((visibility("default")))
#else
#define CORDON_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Version of this interface: a library of another number does not fit. See cordon_abi_version. */
#define CORDON_ABI_VERSION 0

/** Initialises a cordon_str from a string literal. */
#define CORDON_LITERAL(text) \
  { (text), sizeof(text) - 1 }

typedef struct cordon_engine cordon_engine;
typedef struct cordon_program cordon_program;
typedef struct cordon_document cordon_document;
typedef struct cordon_session cordon_session;
typedef struct cordon_result cordon_result;
typedef struct cordon_error cordon_error;
typedef struct cordon_bytes cordon_bytes;

typedef int32_t cordon_status;
enum {
  CORDON_OK = 0,
  CORDON_E_MISUSE = 1,       /**< a mistake of the calling program */
  CORDON_E_NOMEM = 2,        /**< no memory; the call had no effect */
  CORDON_E_INTERNAL = 3,     /**< a fault of the library */
  CORDON_E_BUSY = 4,         /**< another thread uses the session */
  CORDON_E_REENTRANT = 5,    /**< a callback of the session uses it */
  CORDON_E_CANCELLED = 6,    /**< cordon_session_cancel, cordon_engine_cancel */
  CORDON_E_LIMIT = 7,        /**< a limit; the diagnostic says which */
  CORDON_E_RULES = 8,        /**< the rule text has errors */
  CORDON_E_DOC = 9,          /**< the document cannot be read */
  CORDON_E_OPTION = 10,      /**< an option, selector or parameter that cannot be honoured */
  CORDON_E_CALLBACK = 11,    /**< a callback failed or unwound */
  CORDON_E_UNSUPPORTED = 12, /**< a bundle of another version of the library */
  CORDON_E_NOT_FOUND = 13,   /**< no such index or member */
  CORDON_E_BUNDLE = 14       /**< the bundle is damaged, or is none */
};

/** A text: borrowed, not NUL-terminated by promise. */
typedef struct cordon_str {
  const char* data; /**< NULL only if size is 0 */
  size_t size;      /**< bytes */
} cordon_str;

/** A place in a document or rule text. */
typedef struct cordon_place {
  cordon_str file;    /**< name of the document or source; empty: no place */
  cordon_str pointer; /**< JSON pointer (RFC 6901), where there is one */
  uint32_t line;      /**< from 1; 0: no place */
  uint32_t column;    /**< from 1, in Unicode scalar values */
} cordon_place;

enum { CORDON_LEVEL_ERROR = 0, CORDON_LEVEL_WARNING = 1 };

/** Something to know about a rule text, a document or an option. */
typedef struct cordon_diagnostic {
  uint32_t struct_size;
  int32_t level;      /**< CORDON_LEVEL_... */
  cordon_str code;    /**< stable, "E0302": `cordon explain` knows it */
  cordon_str message; /**< one line, lower case, no period; may quote hostile text */
  cordon_str help;    /**< empty: none */
  cordon_place place;
} cordon_diagnostic;

/**
 * Limits. 0 means the engine's value, and in an engine's options the default. A limit above its
 * hard cap (documents: 2 GiB, depth 1,000; others as said) is taken as the cap. */
typedef struct cordon_limits {
  uint32_t struct_size;
  uint32_t max_call_depth;   /**< L0204, calls; default 64 */
  uint64_t max_fuel_per_row; /**< L0201, units of work for one rule on one resource; 10,000,000 */
  uint64_t max_memory;       /**< L0203, bytes made while evaluating; 256 MiB */
  uint64_t max_findings;     /**< L0206, findings with requirements; 100,000 */
  /** L0208, nanoseconds for one check; of an engine, also for one compilation or parsing. None */
  uint64_t deadline_ns;
  uint32_t max_string_bytes;   /**< L0205, bytes of a computed text; 1 MiB */
  uint32_t max_message_bytes;  /**< a longer message is cut; 4096 */
  uint64_t max_document_bytes; /**< D0201; 256 MiB. Of engines only */
  uint32_t max_document_depth; /**< D0202, open containers; 128. Of engines only */
  uint64_t max_fuel_per_run;   /**< L0202, units of work for one check; 10,000,000,000 */
  uint64_t max_output_bytes;   /**< L0209, bytes of one report; 1 GiB */
  /* Of engines only: */
  uint64_t max_document_nodes; /**< D0203, values of a document; 16,777,216, also at most */
  uint64_t max_alias_nodes;    /**< D0205, values made by YAML aliases; 1,000,000 */
  uint64_t max_bundle_bytes;   /**< B0106; 64 MiB */
  uint32_t max_key_bytes;      /**< D0206, bytes of a key; 64 KiB */
  uint32_t max_text_bytes; /**< D0207, bytes of a text of a document; 16 MiB - 1, also at most */
  uint32_t max_stream_documents; /**< D0209, documents of one YAML stream; 10,000 */
  uint32_t max_rule_bytes;       /**< L0101, bytes of one rule text; 1 MiB, at most 16 MiB */
  uint32_t max_rule_lines;       /**< L0102, its lines; 20,000 */
  uint32_t max_rule_columns;     /**< L0103, characters of one of its lines; 4,096 */
  uint32_t max_rule_nesting;     /**< E0130, constructs open at once; 48, at most 64 */
  uint32_t reserved;             /**< 0 */
} cordon_limits;

/* ---- version ---- */

/**
 * Gives the CORDON_ABI_VERSION that the library was built with. NULL: takes no pointer. Errors:
 * none. Ownership: nothing changes hands. Threads: any. Cost: constant. Since: 0.1 */
CORDON_API uint32_t cordon_abi_version(void);

/**
 * Gives the version as a NUL-terminated text, "0.1.0". NULL: takes no pointer, never gives NULL.
 * Errors: none. Ownership: borrowed, static. Threads: any. Cost: constant. Since: 0.1 */
CORDON_API const char* cordon_version_string(void);

/* ---- errors ---- */

/**
 * Gives the status that the failed function gave. NULL: gives CORDON_E_MISUSE, as for a released
 * error. Errors: none. Ownership: borrowed. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_error_status(const cordon_error* error);

/**
 * Gives the stable code of the error, "A0101", that of its first diagnostic where it has some.
 * NULL: gives an empty text, as for a released error. Errors: none. Ownership: borrowed until the
 * error is released. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_str cordon_error_code(const cordon_error* error);

/**
 * Gives what happened in one line. It may quote hostile text: cordon_error_render escapes it. NULL:
 * gives an empty text, as for a released error. Errors: none. Ownership: borrowed until the error
 * is released. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_str cordon_error_message(const cordon_error* error);

/**
 * Gives the number of diagnostics: errors and warnings of rule text, documents or options. NULL:
 * gives 0, as for a released error. Errors: none. Ownership: borrowed. Threads: const, any. Cost:
 * constant. Since: 0.1 */
CORDON_API size_t cordon_error_diagnostic_count(const cordon_error* error);

/**
 * Fills `out` with diagnostic number `index`. NULL: CORDON_E_MISUSE. Errors: CORDON_E_NOT_FOUND: no
 * such index; `out` is as before. Ownership: texts in `out` are borrowed until the error is
 * released. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_error_diagnostic(const cordon_error* error, size_t index,
                                                 cordon_diagnostic* out);

/**
 * Gives the whole error for a person, with rule lines and carets, safe to print anywhere. Lines of
 * documents are never shown. NULL: gives an empty text, as for a released error. Errors: none.
 * Ownership: borrowed until the error is released. Threads: const, any. Cost: constant. Since:
 * 0.1 */
CORDON_API cordon_str cordon_error_render(const cordon_error* error);

/**
 * Releases an error. NULL: does nothing, as for a released error. Errors: none. Ownership:
 * transferred to the library. Threads: one thread. Cost: linear in its size. Since: 0.1 */
CORDON_API void cordon_error_release(cordon_error* error);

/* ---- engine ---- */

/** A rule text. */
typedef struct cordon_source {
  cordon_str name; /**< as diagnostics show it; should end in .cordon */
  cordon_str text;
} cordon_source;

/**
 * Asked for a package that rules import and that neither the sources nor the bundled library
 * declare. Fills `out` and gives CORDON_OK; or gives CORDON_E_NOT_FOUND, and the import is an error
 * of the rule text. `package` is hostile text: never use it as a path unchecked. NULL: `user` may
 * be NULL; `out` is not. Errors: anything else ends the compilation with CORDON_E_CALLBACK.
 * Ownership: `package` is borrowed for the call; the texts of `out` until it is called again on
 * this thread or the compilation ends. Threads: that of cordon_program_compile; several at once
 * where several compile. Calls: anything. Since: 0.1 */
typedef cordon_status (*cordon_import_fn)(void* user, cordon_str package, cordon_source* out);

/**
 * Told once that no import callback will be called any more. NULL: `user` may be NULL. Errors:
 * none; what it throws is dropped. Ownership: `user` is transferred to it. Threads: that which
 * releases the engine, or ends the last compilation with it. Calls: nothing of its engine. Since:
 * 0.1 */
typedef void (*cordon_finalize_fn)(void* user);

/** Options of an engine. Zeroed: default limits, imports are refused. */
typedef struct cordon_engine_options {
  uint32_t struct_size;
  uint32_t reserved;           /**< 0 */
  const cordon_limits* limits; /**< NULL: the defaults. Copied */
  cordon_import_fn import;     /**< NULL: every import of other packages is refused */
  void* import_user;           /**< given to `import` */
  /** NULL, or called once: when the engine is released and no compilation uses it any more. */
  cordon_finalize_fn import_finalize;
  const void* reserved_allocator; /**< NULL: version 0 has no allocator hooks */
} cordon_engine_options;

/**
 * Makes an engine: the limits and the import callback that everything made with it has. NULL:
 * `options` may be NULL. Errors: CORDON_E_MISUSE: also a reserved member set; CORDON_E_OPTION.
 * Ownership: `options` is copied; `import_user` is transferred on success; *out is transferred.
 * Threads: any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_engine_new(const cordon_engine_options* options,
                                           cordon_engine** out, cordon_error** err);

/**
 * Cancels an engine for good: what is compiled or parsed with it ends within 1,024 steps of that
 * work or a MiB of text, and gives CORDON_E_CANCELLED, as does every later compilation, loading and
 * parsing. Sessions have cordon_session_cancel. NULL: CORDON_E_MISUSE. Errors: no others.
 * Ownership: borrowed. Threads: const, any, and signal handlers. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_engine_cancel(const cordon_engine* engine);

/**
 * Releases an engine. What was made with it stays usable. NULL: does nothing, as for a released
 * engine. Errors: none. Ownership: transferred to the library. Threads: one thread. Cost: constant,
 * and that of the finalizer. Since: 0.1 */
CORDON_API void cordon_engine_release(cordon_engine* engine);

/* ---- bytes ---- */

/**
 * Gives the content. NULL: gives an empty text, as for released bytes. Errors: none. Ownership:
 * borrowed until the bytes are released. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_str cordon_bytes_view(const cordon_bytes* bytes);

/**
 * Releases bytes. NULL: does nothing, as for released bytes. Errors: none. Ownership: transferred
 * to the library. Threads: one thread. Cost: constant. Since: 0.1 */
CORDON_API void cordon_bytes_release(cordon_bytes* bytes);

/* ---- program ---- */

enum {
  CORDON_SEVERITY_NONE = -1,
  CORDON_SEVERITY_INFO = 0,
  CORDON_SEVERITY_LOW = 1,
  CORDON_SEVERITY_MEDIUM = 2,
  CORDON_SEVERITY_HIGH = 3,
  CORDON_SEVERITY_CRITICAL = 4
};

enum { CORDON_RULE_BUNDLED = 1 };

/** What a rule says of itself. */
typedef struct cordon_rule {
  uint32_t struct_size;
  uint32_t flags; /**< CORDON_RULE_... */
  cordon_str id, name, package, title, rationale, source, url, remediation, owner;
  int32_t severity_prod, severity_staging, severity_dev; /**< NONE: does not apply there */
  int32_t severity_sensitive;                            /**< NONE: as its environment */
  const cordon_str* groups;
  size_t group_count;
  const cordon_str* controls;
  size_t control_count;
  const cordon_str* parameters; /**< names that its body reads */
  size_t parameter_count;
  cordon_place place;
} cordon_rule;

/**
 * Compiles rule texts together. Without sources the program is the bundled rules, which are
 * compiled already; with sources the bundled library can be imported, and only the rules of the
 * sources run. NULL: `sources` may be NULL iff `count` is 0. Errors: CORDON_E_RULES: errors in the
 * text, all of them in the error; CORDON_E_LIMIT: the deadline, a limit of rule text, or more than
 * 10,000 imported packages (L0107); CORDON_E_CANCELLED; CORDON_E_CALLBACK: the import callback
 * failed. Ownership: `sources` and their texts are copied; *out is transferred. Threads: const,
 * any; calls the engine's import callback on this thread. Cost: linear in bytes for sane rules,
 * bounded; the bundled library is compiled, too. Since: 0.1 */
CORDON_API cordon_status cordon_program_compile(const cordon_engine* engine,
                                                const cordon_source* sources, size_t count,
                                                cordon_program** out, cordon_error** err);

/**
 * Loads a bundle: what cordon_program_save or `cordon compile` gave. The bytes may be anything;
 * they are verified, always. The program is that which was saved, with the same digest and rows;
 * warnings of its compilation are not in it. NULL: `data` may be NULL iff `size` is 0. Errors:
 * CORDON_E_BUNDLE: damaged or no bundle (B0101, B0102, B0107 to B0114, B0116 to B0118);
 * CORDON_E_UNSUPPORTED: of another version, compile the rules again (B0103 to B0105);
 * CORDON_E_LIMIT: too large (B0106, B0115); CORDON_E_CANCELLED. Ownership: the bytes are copied;
 * *out is transferred. Threads: const, any. Cost: linear in `size`. Since: 0.1 */
CORDON_API cordon_status cordon_program_load(const cordon_engine* engine, const char* data,
                                             size_t size, cordon_program** out, cordon_error** err);

/**
 * Writes a program as a bundle. The same program gives the same bytes. NULL: CORDON_E_MISUSE.
 * Errors: no others. Ownership: *out is transferred. Threads: const, any. Cost: linear in the
 * program. Since: 0.1 */
CORDON_API cordon_status cordon_program_save(const cordon_program* program, cordon_bytes** out,
                                             cordon_error** err);

/**
 * Gives the digest over sources and rules, "sha256:...": what results say that they were judged by.
 * NULL: gives an empty text, as for a released program. Errors: none. Ownership: borrowed until the
 * program is released. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_str cordon_program_digest(const cordon_program* program);

/**
 * Gives the number of rules. NULL: gives 0, as for a released program. Errors: none. Ownership:
 * borrowed. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API size_t cordon_program_rule_count(const cordon_program* program);

/**
 * Fills `out` with rule number `index`; rows name rules by that number. NULL: CORDON_E_MISUSE.
 * Errors: CORDON_E_NOT_FOUND: no such index; `out` is as before. Ownership: texts and lists in
 * `out` are borrowed until the program is released. Threads: const, any. Cost: constant. Since:
 * 0.1 */
CORDON_API cordon_status cordon_program_rule(const cordon_program* program, size_t index,
                                             cordon_rule* out);

/**
 * Fills `out` with warning number `index` of the compilation; the first index without one ends
 * them. NULL: CORDON_E_MISUSE. Errors: CORDON_E_NOT_FOUND: no such index; `out` is as before.
 * Ownership: texts in `out` are borrowed until the program is released. Threads: const, any. Cost:
 * constant. Since: 0.1 */
CORDON_API cordon_status cordon_program_diagnostic(const cordon_program* program, size_t index,
                                                   cordon_diagnostic* out);

/**
 * Releases a program. Sessions and results that use it stay usable. NULL: does nothing, as for a
 * released program. Errors: none. Ownership: transferred to the library. Threads: one thread. Cost:
 * linear in its size, constant while it is used. Since: 0.1 */
CORDON_API void cordon_program_release(cordon_program* program);

/* ---- document ---- */

/**
 * Parses a document, JSON or YAML: a name that ends in .json is JSON, .ndjson or .jsonl one JSON
 * value a line; any other text is JSON iff it begins with { or [. What the document is (its type)
 * is told when it is judged. NULL: `data` may be NULL iff `size` is 0; `name` may be empty. Errors:
 * CORDON_E_DOC: it cannot be read; CORDON_E_LIMIT: a limit of the engine, or the deadline;
 * CORDON_E_CANCELLED. Ownership: name and bytes are copied; *out is transferred. Threads: const,
 * any. Cost: linear in `size`, in time and in memory that the document keeps (its bytes and a
 * tree). Each check reads the bytes again: a document that is judged n times is parsed n + 1 times.
 * Since: 0.1 */
CORDON_API cordon_status cordon_document_parse(const cordon_engine* engine, cordon_str name,
                                               const char* data, size_t size, cordon_document** out,
                                               cordon_error** err);

/**
 * A value of a document: a view of 16 bytes, passed by value. Borrowed: it lives as long as its
 * document, and one of a released document is as a zeroed one. Members are not for the caller. */
typedef struct cordon_value {
  const cordon_document* document;
  uint64_t node;
} cordon_value;

/**
 * Fills `out` with root number `index`: one for JSON and YAML, several for streams. The first index
 * without one ends them. NULL: CORDON_E_MISUSE. Errors: CORDON_E_NOT_FOUND: no such index; `out` is
 * zeroed. Ownership: `out` is borrowed until the document is released. Threads: const, any. Cost:
 * constant. Since: 0.1 */
CORDON_API cordon_status cordon_document_root(const cordon_document* document, size_t index,
                                              cordon_value* out);

/**
 * Releases a document. Results stay usable; a check has copied it before its first callback, which
 * may release it. NULL: does nothing, as for a released document. Errors: none. Ownership:
 * transferred to the library. Threads: one thread, not while a check of another thread is given it.
 * Cost: linear in its size. Since: 0.1 */
CORDON_API void cordon_document_release(cordon_document* document);

/* ---- values ---- */

enum {
  CORDON_TYPE_NONE = -1, /**< no live value */
  CORDON_TYPE_NULL = 0,
  CORDON_TYPE_BOOL = 1,
  CORDON_TYPE_INT = 2,    /**< fits int64_t */
  CORDON_TYPE_UINT = 3,   /**< above INT64_MAX, fits uint64_t */
  CORDON_TYPE_REAL = 4,   /**< a finite double */
  CORDON_TYPE_BIGNUM = 5, /**< an integer beyond both: its text is the value */
  CORDON_TYPE_STRING = 6,
  CORDON_TYPE_LIST = 7,
  CORDON_TYPE_OBJECT = 8
};

/** A scalar that is no text. */
typedef struct cordon_scalar {
  uint32_t struct_size;
  int32_t type;              /**< CORDON_TYPE_... of the value */
  int64_t integer;           /**< INT; BOOL: 0 or 1; else 0 */
  uint64_t unsigned_integer; /**< UINT, INT that is not negative; else 0 */
  double real;               /**< REAL; INT and UINT: the nearest double; else 0 */
} cordon_scalar;

/**
 * Gives the CORDON_TYPE_... of a value. NULL: gives CORDON_TYPE_NONE for a zeroed value, as for one
 * of a released document. Errors: none. Ownership: borrowed. Threads: const, any. Cost: constant.
 * Since: 0.1 */
CORDON_API int32_t cordon_value_type(cordon_value value);

/**
 * Fills `out` with a null, bool or number. NULL: CORDON_E_MISUSE. Errors: CORDON_E_NOT_FOUND: a
 * text, list, object or bignum; `out` is as before. Ownership: nothing changes hands. Threads:
 * const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_value_scalar(cordon_value value, cordon_scalar* out);

/**
 * Gives the text of a string, unescaped, or a scalar as the document writes it ("1.50"). NULL:
 * CORDON_E_MISUSE. Errors: CORDON_E_NOT_FOUND: a list or object; `out` is as before. Ownership:
 * `out` is borrowed until the document is released. Threads: const, any. Cost: linear in the text
 * at most. Since: 0.1 */
CORDON_API cordon_status cordon_value_text(cordon_value value, cordon_str* out);

/**
 * Gives the number of members of a list or object; 0 for any other value. NULL: gives 0 for a
 * zeroed value, as for one of a released document. Errors: none. Ownership: borrowed. Threads:
 * const, any. Cost: constant. Since: 0.1 */
CORDON_API size_t cordon_value_size(cordon_value value);

/**
 * Fills `out` with member number `index`, and `key` with its key (empty in a list), in document
 * order. NULL: `key` may be NULL. Errors: CORDON_E_NOT_FOUND: no such index, no list or object;
 * `out` is zeroed. Ownership: `key` and `out` are borrowed until the document is released. Threads:
 * const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_value_at(cordon_value value, size_t index, cordon_str* key,
                                         cordon_value* out);

/**
 * Fills `out` with the member of an object that `key` names. NULL: CORDON_E_MISUSE; `key` may be
 * empty. Errors: CORDON_E_NOT_FOUND: no such key, no object; `out` is zeroed. Ownership: `key` is
 * copied; `out` is borrowed until the document is released. Threads: const, any. Cost: at most 64
 * comparisons, or the logarithm of the members. Since: 0.1 */
CORDON_API cordon_status cordon_value_get(cordon_value value, cordon_str key, cordon_value* out);

/**
 * Fills `out` with file, line and column of a value. Its pointer is empty: the path was the
 * caller's. NULL: CORDON_E_MISUSE. Errors: CORDON_E_NOT_FOUND: the value has no place; `out` is as
 * before. Ownership: `out` is borrowed until the document is released. Threads: const, any. Cost:
 * linear in the document at the first call, then in the line. Since: 0.1 */
CORDON_API cordon_status cordon_value_place(cordon_value value, cordon_place* out);

/* ---- session ---- */

enum { CORDON_PROFILE_PROD = 0, CORDON_PROFILE_STAGING = 1, CORDON_PROFILE_DEV = 2 };
enum { CORDON_REFERENCES_MENTIONED = 0, CORDON_REFERENCES_STRICT = 1 };
enum {
  CORDON_FAIL_ON_DEFAULT = 0, /**< low */
  CORDON_FAIL_ON_INFO = 1,
  CORDON_FAIL_ON_LOW = 2,
  CORDON_FAIL_ON_MEDIUM = 3,
  CORDON_FAIL_ON_HIGH = 4,
  CORDON_FAIL_ON_CRITICAL = 5,
  CORDON_FAIL_ON_NEVER = 6
};
enum { CORDON_UNDETERMINED_EXIT_3 = 0, CORDON_UNDETERMINED_PASS = 1, CORDON_UNDETERMINED_FAIL = 2 };
enum {
  CORDON_CHECK_REDACT = 1,      /**< no value of a document leaves the result */
  CORDON_CHECK_ALLOW_EMPTY = 2, /**< nothing checked is acceptable */
  CORDON_CHECK_STRICT = 4       /**< every warning is an error */
};

/**
 * Told how many of the rows are done. Gives 0 to go on. NULL: `user` may be NULL. Errors: anything
 * else ends the check with CORDON_E_CALLBACK. Ownership: `user` is borrowed for the check. Threads:
 * that of cordon_session_check. Calls: cordon_session_cancel and `_release` of what the check uses,
 * and no more. Since: 0.1 */
typedef int32_t (*cordon_progress_fn)(void* user, size_t done, size_t total);

/** Options of a check, as those of `cordon check`. Zeroed but for as_of: its defaults. */
typedef struct cordon_check_options {
  uint32_t struct_size;
  uint32_t flags;        /**< CORDON_CHECK_... */
  cordon_str as_of;      /**< the day that rules see, "YYYY-MM-DD"; required, there is no clock */
  cordon_str type;       /**< of all documents: "terraform-plan", ...; empty: told by the content */
  int32_t profile;       /**< CORDON_PROFILE_... */
  int32_t references;    /**< CORDON_REFERENCES_... */
  int32_t fail_on;       /**< CORDON_FAIL_ON_... */
  int32_t undetermined;  /**< CORDON_UNDETERMINED_... */
  cordon_str parameters; /**< one JSON object, name to value; empty: as declared */
  const cordon_str* enable; /**< selectors: id, name, glob, group:, severity:, control:, all */
  size_t enable_count;
  const cordon_str* select; /**< keep only these */
  size_t select_count;
  const cordon_str* ignore; /**< leave these out */
  size_t ignore_count;
  uint32_t expect_min_rules;     /**< fewer evaluated: exit code 4; 0: no expectation */
  uint32_t expect_min_resources; /**< the same */
  cordon_progress_fn progress;   /**< NULL: none */
  void* progress_user;           /**< borrowed for the call */
} cordon_check_options;

/**
 * Makes a session: cheap, for one thread at a time, usable for any number of checks. NULL: `limits`
 * may be NULL. Errors: CORDON_E_MISUSE: also a reserved member set; CORDON_E_OPTION: a limit that
 * is for engines only, or unknown. Ownership: `limits` is copied; the program is kept alive inside;
 * *out is transferred. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_session_new(const cordon_program* program,
                                            const cordon_limits* limits, cordon_session** out,
                                            cordon_error** err);

/**
 * Cancels a session for good: the check that runs ends within 1,024 units of fuel, values of a
 * document or resources, or a MiB of text, and gives CORDON_E_CANCELLED, as does every later one.
 * NULL: CORDON_E_MISUSE. Errors: no others. Ownership: borrowed. Threads: const, any, and signal
 * handlers. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_session_cancel(const cordon_session* session);

/**
 * Judges documents as one inventory: references between them are followed. A document that is of no
 * known type does not fail the call: the result has it as refused, and its exit code is 2. NULL:
 * `documents` may be NULL iff `count` is 0; `options` must be given for its as_of. Errors:
 * CORDON_E_OPTION: an option, selector or parameter; CORDON_E_CANCELLED; CORDON_E_LIMIT: the
 * deadline (other limits end rows, not the call); CORDON_E_CALLBACK; CORDON_E_BUSY;
 * CORDON_E_REENTRANT; CORDON_E_MISUSE: also a document of another engine. Ownership: documents and
 * options are borrowed for the call; *out is transferred. Threads: one thread at a time. Cost:
 * linear in bytes, resources and matches for every bundled rule; the bytes of each document are
 * copied and read once more. Since: 0.1 */
CORDON_API cordon_status cordon_session_check(cordon_session* session,
                                              const cordon_document* const* documents, size_t count,
                                              const cordon_check_options* options,
                                              cordon_result** out, cordon_error** err);

/**
 * Releases a session. Its results stay usable. NULL: does nothing, as for a released session.
 * Errors: none. Ownership: transferred to the library. Threads: one thread. Cost: constant, or that
 * of the program if this was its last user. Since: 0.1 */
CORDON_API void cordon_session_release(cordon_session* session);

/* ---- result ---- */

enum {
  CORDON_STATUS_PASS = 0,
  CORDON_STATUS_FAIL = 1,
  CORDON_STATUS_UNDETERMINED = 2,
  CORDON_STATUS_ERROR = 3,
  CORDON_STATUS_SKIPPED = 4,
  CORDON_STATUS_WAIVED = 5
};
enum {
  CORDON_ROW_VACUOUS = 1,              /**< passes because there was nothing to judge */
  CORDON_ROW_HAS_RESOURCE = 2,         /**< else the rule judged the documents as a whole */
  CORDON_ROW_ASSUMES_REFERENCES = 4,   /**< rests on what references=mentioned takes for granted */
  CORDON_ROW_ASSUMES_UNSET_BLOCKS = 8, /**< rests on blocks that are not written being absent */
  CORDON_ROW_INAPPLICABLE = 16         /**< the rule has no severity in the row's environment */
};

/** One (rule, subject) and its status. */
typedef struct cordon_row {
  uint32_t struct_size;
  uint32_t flags;           /**< CORDON_ROW_... */
  int32_t status;           /**< CORDON_STATUS_... */
  int32_t severity;         /**< CORDON_SEVERITY_... */
  uint32_t rule_index;      /**< in the program */
  uint32_t document_index;  /**< in the documents of the result */
  size_t requirement_count; /**< those that are not pass; 0 of a finding beyond max_findings */
  cordon_str rule_id;
  cordon_str resource; /**< empty without CORDON_ROW_HAS_RESOURCE */
  cordon_str type;     /**< of the resource */
  cordon_str message;  /**< of the first requirement; empty without one */
  cordon_str reason;   /**< of a skipped row */
  cordon_place place;
} cordon_row;

/** A requirement that is not pass. */
typedef struct cordon_requirement {
  uint32_t struct_size;
  int32_t status; /**< CORDON_STATUS_FAIL, _UNDETERMINED or _ERROR */
  cordon_str message;
  cordon_place rule_place;
  size_t cause_count;
  size_t evidence_count;
} cordon_requirement;

enum { CORDON_CAUSE_MISSING = 0, CORDON_CAUSE_ERROR = 1, CORDON_CAUSE_UNKNOWN = 2 };

/** Why a requirement could not be decided. */
typedef struct cordon_cause {
  uint32_t struct_size;
  int32_t kind;    /**< CORDON_CAUSE_... */
  cordon_str code; /**< of an error */
  cordon_str reason;
  cordon_place place;
} cordon_cause;

enum { CORDON_ORIGIN_WRITTEN = 0, CORDON_ORIGIN_DEFAULT = 1, CORDON_ORIGIN_RESOLVED = 2 };
enum { CORDON_EVIDENCE_SENSITIVE = 1, CORDON_EVIDENCE_TRUNCATED = 2 };

/** A fact that a requirement rests on. */
typedef struct cordon_evidence {
  uint32_t struct_size;
  uint32_t flags; /**< CORDON_EVIDENCE_... */
  int32_t origin; /**< CORDON_ORIGIN_... */
  uint32_t reserved;
  cordon_str expression; /**< as in the rule text */
  cordon_str value_json; /**< empty: missing, sensitive or redacted */
  cordon_place place;
  cordon_str via_json; /**< [{"resource","pointer"}] that were followed; empty: none */
} cordon_evidence;

/** A document of a result. */
typedef struct cordon_document_info {
  uint32_t struct_size;
  uint32_t resources;
  cordon_str name;
  cordon_str format; /**< "terraform-plan", ...; empty: not known */
  cordon_str status; /**< "read", "ignored" or "refused" */
  cordon_str sha256; /**< hexadecimal */
  uint64_t bytes;
} cordon_document_info;

/** The verdict and the counts. */
typedef struct cordon_summary {
  uint32_t struct_size;
  int32_t exit_code; /**< as of cordon_result_exit_code */
  size_t row_count, pass, fail, undetermined, error, skipped, waived;
  size_t document_count;
  size_t diagnostic_count;
  size_t because_count;
} cordon_summary;

/**
 * Gives the verdict as the exit code of `cordon check`: 0 nothing failed and everything was
 * decided, 1 a failure, 2 the run could not do its work, 3 something undetermined, 4 nothing was
 * checked. Only 0 is green. NULL: gives 2, as for a released result. Errors: none. Ownership:
 * borrowed. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API int32_t cordon_result_exit_code(const cordon_result* result);

/**
 * Fills `out` with the verdict and the counts. NULL: CORDON_E_MISUSE. Errors: no others. Ownership:
 * nothing changes hands. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_result_summary(const cordon_result* result, cordon_summary* out);

/**
 * Gives cause number `index` of the exit code, strongest first, "1 row fails". NULL:
 * CORDON_E_MISUSE. Errors: CORDON_E_NOT_FOUND: no such index; `out` is as before. Ownership: `out`
 * is borrowed until the result is released. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_result_because(const cordon_result* result, size_t index,
                                               cordon_str* out);

/**
 * Fills `out` with diagnostic number `index`: warnings of the rules, then problems of documents.
 * NULL: CORDON_E_MISUSE. Errors: CORDON_E_NOT_FOUND: no such index; `out` is as before. Ownership:
 * texts in `out` are borrowed until the result is released. Threads: const, any. Cost: constant.
 * Since: 0.1 */
CORDON_API cordon_status cordon_result_diagnostic(const cordon_result* result, size_t index,
                                                  cordon_diagnostic* out);

/**
 * Fills `out` with document number `index`; rows name documents by that number. NULL:
 * CORDON_E_MISUSE. Errors: CORDON_E_NOT_FOUND: no such index; `out` is as before. Ownership: texts
 * in `out` are borrowed until the result is released. Threads: const, any. Cost: constant. Since:
 * 0.1 */
CORDON_API cordon_status cordon_result_document(const cordon_result* result, size_t index,
                                                cordon_document_info* out);

/**
 * Gives the number of rows, skipped ones too. NULL: gives 0, as for a released result: ask
 * cordon_result_exit_code before "no row" means good. Errors: none. Ownership: borrowed. Threads:
 * const, any. Cost: constant. Since: 0.1 */
CORDON_API size_t cordon_result_row_count(const cordon_result* result);

/**
 * Fills `out` with row number `row`: by document, address (numeric parts as numbers), rule id.
 * NULL: CORDON_E_MISUSE. Errors: CORDON_E_NOT_FOUND: no such index; `out` is as before. Ownership:
 * texts in `out` are borrowed until the result is released. Threads: const, any. Cost: constant.
 * Since: 0.1 */
CORDON_API cordon_status cordon_result_row(const cordon_result* result, size_t row,
                                           cordon_row* out);

/**
 * Fills `out` with requirement number `requirement` of a row. NULL: CORDON_E_MISUSE. Errors:
 * CORDON_E_NOT_FOUND: no such index; `out` is as before. Ownership: texts in `out` are borrowed
 * until the result is released. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_result_requirement(const cordon_result* result, size_t row,
                                                   size_t requirement, cordon_requirement* out);

/**
 * Fills `out` with cause number `index` of a requirement. NULL: CORDON_E_MISUSE. Errors:
 * CORDON_E_NOT_FOUND: no such index; `out` is as before. Ownership: texts in `out` are borrowed
 * until the result is released. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_result_cause(const cordon_result* result, size_t row,
                                             size_t requirement, size_t index, cordon_cause* out);

/**
 * Fills `out` with fact number `index` of a requirement. NULL: CORDON_E_MISUSE. Errors:
 * CORDON_E_NOT_FOUND: no such index; `out` is as before. Ownership: texts in `out` are borrowed
 * until the result is released. Threads: const, any. Cost: constant. Since: 0.1 */
CORDON_API cordon_status cordon_result_evidence(const cordon_result* result, size_t row,
                                                size_t requirement, size_t index,
                                                cordon_evidence* out);

/** Formats of cordon_result_write and cordon_result_render. */
enum { CORDON_FORMAT_TEXT = 0, CORDON_FORMAT_JSON = 1 };

/**
 * Takes a piece of a report. Gives 0 to go on. NULL: `user` may be NULL; `data` is not. Errors:
 * anything else ends the report with CORDON_E_CALLBACK. Ownership: `data` is borrowed for the call.
 * Threads: that of cordon_result_write. Calls: anything, also `_release` of the result. Since:
 * 0.1 */
typedef int32_t (*cordon_write_fn)(void* user, const char* data, size_t size);

/**
 * Writes a report, the bytes that `cordon check --format text|json` writes, without colour and
 * time. NULL: `user` may be NULL. Errors: CORDON_E_OPTION: another format; CORDON_E_LIMIT: L0209;
 * CORDON_E_CALLBACK: `write` failed. Ownership: `user` is borrowed for the call. Threads: const,
 * any; `write` is called on this thread. Cost: linear in the report, which is in memory as a whole
 * before it is written. Since: 0.1 */
CORDON_API cordon_status cordon_result_write(const cordon_result* result, int32_t format,
                                             cordon_write_fn write, void* user, cordon_error** err);

/**
 * Gives the same report as bytes. NULL: CORDON_E_MISUSE. Errors: CORDON_E_OPTION: another format;
 * CORDON_E_LIMIT: L0209. Ownership: *out is transferred. Threads: const, any. Cost: linear in the
 * report. Since: 0.1 */
CORDON_API cordon_status cordon_result_render(const cordon_result* result, int32_t format,
                                              cordon_bytes** out, cordon_error** err);

/**
 * Releases a result. NULL: does nothing, as for a released result. Errors: none. Ownership:
 * transferred to the library. Threads: one thread. Cost: linear in its size, and in the program's
 * if this was its last user. Since: 0.1 */
CORDON_API void cordon_result_release(cordon_result* result);

#ifdef __cplusplus
}
#endif

#endif /* CORDON_H_ */
