#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct record {
    int id;
    char name[12];
    double value;
};

/* A file of records: write, seek, update in place, append, read back. */
int main(void)
{
    struct record record = { 0 };
    char line[64];
    FILE *file = fopen("/tmp/lab-records", "wb+");

    if (!file) {
        perror("fopen");
        return 1;
    }
    for (int i = 0; i < 5; i++) {
        record.id = i;
        sprintf(record.name, "record%d", i);
        record.value = i * 1.5;
        fwrite(&record, sizeof(record), 1, file);
    }
    printf("position %ld\n", ftell(file));
    fseek(file, 2 * (long)sizeof(record), SEEK_SET);
    fread(&record, sizeof(record), 1, file);
    printf("%d %s %.1f\n", record.id, record.name, record.value);
    strcpy(record.name, "changed");
    fseek(file, -(long)sizeof(record), SEEK_CUR);
    fwrite(&record, sizeof(record), 1, file);
    rewind(file);
    while (fread(&record, sizeof(record), 1, file) == 1)
        printf("[%s]", record.name);
    printf(" eof %d error %d\n", feof(file) != 0, ferror(file));
    fclose(file);

    file = fopen("/tmp/lab-text", "w");
    fprintf(file, "one\ntwo\nthree 3\n");
    fclose(file);
    file = fopen("/tmp/lab-text", "a+");
    fputs("four\n", file);
    fseek(file, 4, SEEK_SET);
    fgets(line, sizeof(line), file);
    printf("%s", line);
    fscanf(file, "%s", line);
    printf("%s %c\n", line, fgetc(file) == ' ' ? '_' : '?');
    ungetc('7', file);
    int number;
    fscanf(file, "%d", &number);
    printf("%d\n", number);
    fclose(file);
    if (!fopen("/tmp/lab-text", "rx+") && !fopen("/tmp/lab-none", "r"))
        perror("lab-none");
    if (rename("/tmp/lab-text", "/tmp/lab-renamed") == 0 && remove("/tmp/lab-renamed") == 0)
        printf("renamed and removed\n");
    file = tmpfile();
    fputs("temporary", file);
    rewind(file);
    fgets(line, sizeof(line), file);
    puts(line);
    fclose(file);
    remove("/tmp/lab-records");
    return remove("/tmp/lab-records") == -1 ? 0 : 1;
}
