package org.joulelake.local.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.joulelake.cli.CommandException;

class PictureFileTest {

    @TempDir
    private Path folder;

    @Test
    void isPutInPlaceAsAWhole() throws IOException {
        Path path = Files.writeString(folder.resolve("a.png"), "what was there before");
        PictureFile file = PictureFile.at(path);
        assertThat(path).hasContent("what was there before");
        file.write("picture".getBytes());
        assertThat(path).hasContent("picture");
        assertThat(folder).isDirectoryContaining(one -> one.equals(path));
        assertThat(folder.toFile().list()).containsExactly("a.png");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path path = folder.resolve("none/a.png");
        assertThatThrownBy(() -> PictureFile.at(path))
                .isInstanceOf(CommandException.class)
                .hasMessage("cannot write %s: there is no folder %s", path, path.getParent());
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> PictureFile.at(folder)).hasMessageContaining("it is a folder; name a file in it");
    }

    @Test
    void aFolderInWhichNothingCanBeMadeIsNamed() {
        assertThatThrownBy(() -> PictureFile.at(Path.of("/proc/a.png")))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("cannot write /proc/a.png: ");
    }

    @Test
    void whatWasThereIsKeptIfTheFolderIsGone() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        PictureFile file = PictureFile.at(gone.resolve("a.png"));
        Files.delete(gone);
        assertThatThrownBy(() -> file.write(new byte[1]))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("a.png");
        assertThat(folder.toFile().list()).isEmpty();
    }
}
